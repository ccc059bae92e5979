/** Whether a file is a picture that can be read, by its name. */
export const isPicture = (path: string) => /\.(png|jpe?g|webp)$/i.test(path);

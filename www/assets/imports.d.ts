/** A file's bytes as text: gzip in base64. */
declare module "*?packed" {
  const text: string;
  export default text;
}

/** A worker's script as text, with all that it imports. */
declare module "*?script" {
  const text: string;
  export default text;
}

import { number } from "../format";

/** Of images that stay in their file, as workers say it. */
export const stored = {
  file: "the file",
  copying: (name: string) => `Copying ${name} into the browser's storage, for there it is read faster`,
  /** Why images can't be read, inside a sentence. */
  changed: (name: string) => `${name} was changed, moved or deleted`,
  /** What was done with images that are too many for memory. */
  copied: "They are too many for memory: each step reads its images from a copy in the browser's storage.",
  notCopied:
    "They are too many for memory, and the browser has no storage for a copy: each step reads its images from the file, " +
    "which takes longer. Leave the file where it is, as it is.",
  shown: (images: number, shown: number) =>
    `The model learns all ${number(images)}; views show ${number(shown)} of them.`,
};

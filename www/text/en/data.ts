import { locale } from "../locale";

export interface Counted {
  name: string;
  count: number;
}

const count = new Intl.NumberFormat(locale).format;
const share = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 }).format;
const part = (counted: Counted) => `${counted.name} (${count(counted.count)})`;
const bound = new Intl.NumberFormat(locale, { maximumSignificantDigits: 4 });
const range = (black: number, white: number) =>
  `${bound.format(black)}..${bound.format(white)}`.replaceAll("-", "−");

export const data = {
  /** What was done to the images. */
  drawnFrom: (found: number, fitting: boolean) =>
    `Drawn from ${count(found)} images${fitting ? ", as many as fit in 256 MiB" : ""}.`,
  broughtTo: (side: number) => `Brought to ${side} × ${side} pixels.`,
  rescaled: (black: number, white: number) => `Rescaled from ${range(black, white)} to 0..1.`,

  /** How the test images were found. */
  drawnSplit: (fraction: number, seed: number, stratified: boolean) =>
    `Split: ${share(fraction)} to test, drawn with seed ${seed}${stratified ? ", the same share of each class" : ""}.`,
  noSplit: "Split: none, all images are for training.",
  ownSplit: "Split: the set’s own.",
  partsSplit: (training: Counted[], test: Counted) =>
    `Split: the file’s own. ${training.map(part).join(" and ")} to train, ${part(test)} to test.`,

  /** What was left out of files. */
  skippedFiles: (skipped: number) => `Skipped: ${count(skipped)} ${skipped === 1 ? "file" : "files"}`,
  skippedFile: (name: string, why: string) => `${name}: ${why.replace(/\.$/, "")}`,
  moreSkipped: (more: number) => `and ${count(more)} more`,

  /** The receipt's controls. */
  receipt: "What was loaded",
  loaded: (what: string) => `Loaded: ${what}`,
  samples: (shown: number) => `${count(shown)} of the images`,
  labelColumn: "Column of labels",
  labelColumnHelp: "The column of the table with the classes. Another choice reads the file again.",
  labelColumnUnsure: "This is a guess: check the classes.",
  noColumn: "No column",
  column: (number: number, name: string) => `Column ${number}${name && ` (${name})`}`,
  display: "Grey shown as",
  displayHelp:
    "Ink: 0 is the page’s paper, 1 its ink, for drawings. Brightness: 0 is black, 1 is white, for photographs. Only the " +
    "look changes.",
  ink: "Ink",
  brightness: "Brightness",

  /** Values outside the ranges that are known. */
  rescale: (black: number, white: number) => `Rescale from ${range(black, white)} to 0..1`,
  rescaleOffer: "The values lie outside the ranges that are known.",

  /** Files on their way in. */
  walking: (found: number) => `Looking through folders: ${count(found)} files`,
  tooManyFiles: (limit: number) =>
    `There are more than ${count(limit)} files in what you dropped. Drop a part of them, or a zip.`,
  noFiles: "There are no files in what you chose. Choose files, or a folder of pictures.",
  severalFiles: (files: number) =>
    `These are ${count(files)} files, none of them a PNG, JPEG or WebP picture. Choose one file of images, with its ` +
    "file of labels where there is one, or any number of such pictures.",
};

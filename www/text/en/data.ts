import { counted, number, range } from "../format";
import { locale } from "../locale";

export interface NamedCount {
  name: string;
  count: number;
}

const share = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 }).format;
const part = ({ name, count }: NamedCount) => `${name} (${number(count)})`;

export const data = {
  /** The form. */
  title: "Data",
  dataSet: "Data set",
  dataSetHelp: "What the model learns to draw. Loading another set starts the model anew.",
  toys: "2-D toys",
  openFiles: "Open files",
  openFolder: "Open folder",
  imageFiles: "Image files",
  pictureFolder: "Folder of pictures",
  chosen: (name: string, labels?: string) =>
    `Chosen: ${name}${labels === undefined ? "" : ` with labels from ${labels}`}.`,
  orDrop: "Or drop them on the playground.",
  load: "Load",
  loadAgain: "Load again",
  loading: "Loading",
  cancel: "Cancel",
  cancelled: "Loading was cancelled.",
  loaderStopped: (why: string) => `The loader stopped: ${why}. Try again.`,
  noLoader: "The loader stopped: its script could not be loaded. Try again.",

  /** Its options, each with a label and what it does. */
  fields: {
    count: [
      "Number of images",
      "At most so many, drawn at random from the set with the seed below. More images take more time and memory; " +
        "256 MiB of pixels are held in memory, which is 70,000 images of 28 × 28 or 5,461 of 64 × 64 in colour; more stay in " +
        "their file where that is an IDX or NPY file of bytes, not packed.",
    ],
    size: [
      "Size",
      "Height and width in pixels. The time of a step grows with the area. “As is” leaves images as they are up " +
        "to 64 pixels; larger ones, and pictures of different sizes, become 32 × 32.",
    ],
    channels: ["Colour", "“As is” keeps colours where any image has them. Colour has three values a pixel."],
    fit: [
      "Other proportions",
      "How an image that is not square becomes square: its ends cut off, bars added, or stretched.",
    ],
    testFraction: [
      "Test fraction",
      "Share of the images that the model is not trained on, from 0 to 0.9. A file with a split of its own keeps that.",
    ],
    stratified: ["Stratified", "Takes the same share of each class for testing."],
    invert: ["Invert", "Swaps black and white, for dark drawings on white paper."],
    centre: ["Centre", "Scales and centres what is bright, as MNIST does."],
    labelColumn: [
      "Label column",
      "For CSV: the name or number of the column with the labels, 0 for none. Left empty, it is found by its name, or as " +
        "the first or last column, whichever holds classes.",
    ],
  } satisfies Record<string, [label: string, help: string]>,
  asIs: "As is",
  grey: "Grey",
  colour: "Colour",
  cutOff: "Cut off",
  bars: "Bars",
  stretch: "Stretch",
  square: (side: number) => `${side} × ${side}`,
  countRange: (least: number, most: number) =>
    `The number of images must be a whole number from ${number(least)} to ${number(most)}.`,
  fractionRange: "The test fraction must be a number from 0 to 0.9.",

  /** Of images that a program gives without a name. */
  unnamed: "Images",
  pictures: (count: number) => `${count} pictures`,

  /** What is in use. */
  images: (name: string, images: number, height: number, width: number, colour: boolean, classes: number) =>
    `${name}: ${counted(images, "image")} of ${height} × ${width}, ${colour ? "in colour" : "grey"}, ` +
    `${classes > 0 ? counted(classes, "class", "classes") : "no classes"}.`,
  counts: (training: number, tests: number) =>
    tests > 0
      ? `${number(training)} to train on, ${number(tests)} to test.`
      : "All to train on, none to test.",

  /** How the test images were found. */
  drawnSplit: (fraction: number, seed: number, stratified: boolean) =>
    `Split: ${share(fraction)} to test, drawn with seed ${seed}${stratified ? ", the same share of each class" : ""}.`,
  noSplit: "Split: none, all images are for training.",
  ownSplit: "Split: the set’s own.",
  partsSplit: (training: NamedCount[], test: NamedCount) =>
    `Split: the file’s own. ${training.map(part).join(" and ")} to train, ${part(test)} to test.`,

  /** What was left out of files. */
  skippedFiles: (skipped: number) => `Skipped: ${counted(skipped, "file")}`,
  skippedFile: (name: string, why: string) => `${name}: ${why.replace(/\.$/, "")}`,
  moreSkipped: (more: number) => `and ${number(more)} more`,

  /** A label, or a column of labels, of a set of ours, by its name in the set. */
  label: (name: string) => name,

  /** The receipt's controls. */
  receipt: "What was loaded",
  loaded: (what: string) => `Loaded: ${what}`,
  samples: (shown: number) => `${number(shown)} of the images`,
  labelColumn: "Column of labels",
  labelColumnHelp: "The column of the table with the classes. Another choice reads the file again.",
  labelsShown: "Labels shown",
  labelsShownHelp:
    "Which of the set’s labels colour and name the images; numbers are brought into ranges. The model sees none of them, " +
    "and stays as it is.",
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
  walking: (found: number) => `Looking through folders: ${number(found)} files and folders`,
  tooManyFiles: (limit: number) =>
    `There are more than ${number(limit)} files in it, and nothing of it was read. Take a part of them, or a zip.`,
  noFiles: "There are no files in what you chose. Choose files, or a folder of pictures.",
  severalFiles: (files: number) =>
    `These are ${number(files)} files, none of them a PNG, JPEG or WebP picture. Choose one file of images, with its ` +
    "file of labels where there is one, or any number of such pictures.",

  /** The digits that come with the playground. */
  digits: {
    notDownloaded: (why: string) => `The digits could not be downloaded: ${why}.`,
    notServed: (status: number) => `The digits could not be downloaded: the server answered ${status}.`,
    damaged: (why: string) => `The file of digits is damaged: ${why}.`,
    missing: (tensor: string) => `the tensor "${tensor}" is missing`,
    otherTensor: (tensor: string, dtype: string, rank: number) =>
      `the tensor "${tensor}" is not ${dtype} of rank ${rank}`,
    labels: "there is not one label for each image",
    testRow: "a test row lies outside the images",
  },
  /** What is wrong with a safetensors file. */
  safetensors: {
    short: "the file is too short for a safetensors header",
    longHeader: "the safetensors header is longer than the file",
    notJson: "the safetensors header is not JSON",
    entry: (tensor: string) => `the tensor "${tensor}" has no valid header entry`,
    outside: (tensor: string) => `the tensor "${tensor}" lies outside the file`,
  },
};

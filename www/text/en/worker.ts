import type { WithoutGpu } from "../../engine/protocol";
import { number, range } from "../format";
import { stored } from "./stored";

/** Why WebGPU is not to be had, inside the two sentences that say it. */
function because(without: WithoutGpu): string {
  switch (without.kind) {
    case "noWebGpu":
      return "this browser has no WebGPU";
    case "noAdapter":
      return "the browser offers no WebGPU adapter";
    case "failed":
      return `asking for a WebGPU adapter failed (${without.why})`;
    case "noModule":
      return "the GPU's module is not in this one file, and there is no site to ask for it";
    case "notBuilt":
      return "this copy of the page was built without the GPU's module";
    case "notAsked":
      return "that is what this one file holds; choosing WebGPU downloads the GPU's module";
  }
}

const engine = {
  /** Devices whose names the browser does not tell. */
  cpu: (threads: number) => `Flex, ${threads === 1 ? "one thread" : `${threads} threads`} with SIMD`,
  /** Why there are no more of them. */
  lacksThreads: (why: string) => `More threads can't be had: ${why}.`,
  noHelper: "a helper's script could not be loaded",
  noAnswer: "a helper does not answer",
  unnamedAdapter: "unnamed adapter",

  /** Why this device was taken, or can't be. */
  askedCpu: "You asked for the CPU.",
  askedGpu: "You asked for WebGPU.",
  askedSoftwareGpu: "You asked for WebGPU. It is a software adapter, slower than the CPU device.",
  realGpu: "This browser has a GPU to train on.",
  cpuFirst:
    "Running on the CPU at first. Once it trains, steps are timed on the GPU too, and the faster goes on.",
  onlySoftwareGpu: "Running on the CPU because the only WebGPU adapter is a slow software one.",
  noGpu: (without: WithoutGpu) => `Running on the CPU because ${because(without)}.`,
  gpuRefused: (without: WithoutGpu) =>
    `WebGPU can't be used: ${because(without)}. Choose the CPU, or a browser with WebGPU.`,

  /** What a long wait is for. */
  downloading: "Downloading the engine",
  openingGpu: "Opening the GPU",
  starting: "Starting the engine",
  compiling: "Compiling GPU kernels",

  notOpen: "The engine is not open.",
  notDownloaded: (why: string) => `The engine could not be downloaded: ${why}.`,
  notServed: (status: number) => `The engine could not be downloaded: the server answered ${status}.`,
};

const data = {
  /** What a long wait is for. */
  downloadingReader: "Downloading the reader",
  downloading: (set: string) => `Downloading ${set}`,
  drawingSprites: "Drawing sprites",
  drawingLandscapes: "Drawing landscapes",
  drawingPoints: "Drawing points",
  readingFile: (name: string) => `Reading ${name}`,
  readingFiles: (files: number) => `Reading ${files} files`,
  decoding: (name: string) => `Decoding ${name}`,
  preparing: "Preparing the images",

  /** What was done to the images. */
  drawnFrom: (found: number, fitting: boolean) =>
    `Drawn from ${number(found)} images${fitting ? ", as many as fit in 256 MiB" : ""}.`,
  broughtTo: (side: number) => `Brought to ${side} × ${side} pixels.`,
  rescaled: (black: number, white: number) => `Rescaled from ${range(black, white)} to 0..1.`,

  /** What went wrong. */
  readerNotDownloaded: (why: string) => `The reader of images could not be downloaded: ${why}. Try again.`,
  readerNotServed: (status: number) =>
    `The reader of images could not be downloaded: the server answered ${status}.`,
  notDownloaded: (set: string, why: string) => `${set} could not be downloaded: ${why}. Try again.`,
  notServed: (set: string, status: number) =>
    `${set} could not be downloaded: the server answered ${status}. Try again.`,
  unreadable: (name: string, why: string) => `${name} can't be read: ${why} Choose it again.`,
  tooLarge: (name: string, mebibytes: number, limit: number) =>
    `${name} has ${number(mebibytes)} MiB; the limit is ${number(limit)} MiB. Choose a part of it.`,
  noMemory: "Reading took more memory than the browser gives. Choose fewer images or a smaller size.",
  readerFailed: (what: string) =>
    `This can’t be read, by a fault of the reader’s own: ${what}. Leave out the file in question, or save it anew.`,
  fromPython: "In a notebook, images come from Python.",
};

const instrument = {
  notDownloaded: (why: string) =>
    `What models and measures points could not be downloaded: ${why}. Try again.`,
  notServed: (status: number) =>
    `What models and measures points could not be downloaded: the server answered ${status}. Try again.`,
};

export const worker = { engine, data, instrument, stored };

import type { StoredImages } from "../engine/protocol";
import type { Toy } from "../pkg/images/vae_playground_images";
import type { LabelColumn } from "./columns";
import type { Display } from "./display";
import type { Receipt } from "./receipt";

/** How images are to be brought into one form, and how many go where. */
export interface Preparation {
  /** Height and width; "auto" leaves images as they are up to 64 pixels, and makes larger or mixed ones 32. */
  size: number | "auto";
  channels: "keep" | "grey" | "rgb";
  fit: "cover" | "contain" | "stretch";
  invert: boolean;
  centre: boolean;
  /** A CSV file's label column, by name or number, "0" for none; found by itself where it is empty. */
  labelColumn: string;
  /** The numbers of an array or a table that become black and white, where they are not those in use. */
  range?: [black: number, white: number];
  /** At most so many images. */
  count: number;
  /** Share of the images held out of training. */
  testFraction: number;
  stratified: boolean;
  seed: number;
}

/** Files that a person has chosen or dropped, sorted by what they are; among pictures may be other files. */
export type OwnFiles =
  | { kind: "pictures"; name: string; files: { path: string; file: File }[] }
  | { kind: "table"; name: string; images: File; labels?: File };

/** Where a set lies that is files: below the folder of all such sets. */
interface Shipped {
  name: string;
  folder: string;
  /** As `mnist/`. */
  path: string;
}

/** What the loader is asked for. */
export type LoadRequest = { preparation: Preparation } & (
  | ({ kind: "shipped"; classNames?: string[] } & Shipped)
  | ({ kind: "whole"; note?: string } & Shipped)
  | { kind: "sprites" }
  | { kind: "landscapes" }
  | { kind: "toy"; toy: Toy }
  | { kind: "files"; own: OwnFiles }
);

/** How far loading is; without a share it goes on for an unknown time. */
export interface LoadProgress {
  text: string;
  share?: number;
}

/** What the loader gives. */
export interface LoadedSet {
  pixels: Float32Array;
  /** The same once more, for the engine, so that the page need not copy them; not of images that stay in a file. */
  enginePixels?: Float32Array;
  /** Where these are the first rows of more, which stay in a file. */
  stored?: StoredImages;
  shape: [number, number, number, number];
  /** Empty where the images have no labels. */
  columns: LabelColumn[];
  testRows?: Uint32Array;
  references: { meanPixel: number; entropyFloor: number };
  note?: string;
  display: Display;
  receipt: Receipt;
}

/** Loader to page. */
export type LoadMessage =
  | { type: "progress"; progress: LoadProgress }
  | { type: "loaded"; set: LoadedSet }
  | { type: "failed"; message: string; range?: [black: number, white: number] };

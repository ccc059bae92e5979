import { firstPicks } from "../picks";
import type { DataState } from "./data";

export interface LatentState {
  /** Rows on the map; in a large set not all. */
  mapRows: Uint32Array;
  /** Latent dimensions on the horizontal and the vertical axis, and whether a person has chosen them. */
  dimensions: [number, number];
  dimensionsChosen: boolean;
  /** Images shown beside their reconstructions; test images where there are any. */
  shown: Uint32Array;
  /** Rows that the interpolation runs between, and which of them the next pick replaces. */
  a: number;
  b: number;
  slot: "a" | "b";
  /** The place in latent space that is marked; empty where none is. */
  z: number[];
  /** The place that is pointed at, on the two axes, and the panel in which it is. */
  pointed: { panel: string; place: [number, number] } | null;
  /** The rows that are lassoed on the map; null where nothing has a use for them. */
  selection: Uint32Array | null;
}

export const latent = {
  initial: (): LatentState => ({
    mapRows: new Uint32Array(),
    dimensions: [0, 1],
    dimensionsChosen: false,
    shown: new Uint32Array(),
    a: 0,
    b: 0,
    slot: "a",
    z: [],
    pointed: null,
    selection: null,
  }),
  /** Other images: picks among them, and none selected. */
  reset: ({ dataset, selection }: DataState & LatentState): Partial<LatentState> => ({
    ...(dataset && firstPicks(dataset)),
    pointed: null,
    selection: selection && new Uint32Array(),
  }),
};

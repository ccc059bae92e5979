import type { Layer } from "../../plane/layer";
import type { Projection } from "../../plane/projection";
import type { MapView } from "../../plane/view";
import { firstPicks } from "../picks";
import type { DataState } from "./data";

export interface LatentState {
  /** Rows on the map while the model trains; in a large set not all. */
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
  /** The image that is looked into where it is none of the data's, as one that was drawn; null for image A. */
  insideImage: { name: string; pixels: Float32Array } | null;
  /** The place in latent space that is marked; empty where none is. */
  z: number[];
  /** The latent vector that is pointed at, and the panel in which it is. */
  pointed: { panel: string; z: Float32Array } | null;
  /** The image that is pointed at on the map, by its row. */
  hovered: number | null;
  /** The rows that are selected on the map. */
  selection: Uint32Array;
  /** The plane that the map shows in place of two dimensions, as of principal components. */
  projection: Projection | null;
  /** Whether that plane is to follow the principal components. */
  components: boolean;
  /** What part of which plane is seen; null for all points. */
  mapView: MapView | null;
  /** What panels draw on the map, each under its own name. */
  mapLayers: Readonly<Record<string, readonly Layer[]>>;
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
    insideImage: null,
    z: [],
    pointed: null,
    hovered: null,
    selection: new Uint32Array(),
    projection: null,
    components: false,
    mapView: null,
    mapLayers: {},
  }),
  /** Other images: picks among them, none selected, and nothing drawn on the map. */
  reset: ({ dataset }: DataState): Partial<LatentState> => ({
    ...(dataset && firstPicks(dataset)),
    insideImage: null,
    pointed: null,
    hovered: null,
    selection: new Uint32Array(),
    projection: null,
    components: false,
    mapView: null,
    mapLayers: {},
  }),
};

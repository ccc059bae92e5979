import type { InstrumentClient } from "../../instrument/client";
import type { Vae } from "../../engine/vae";
import { inChannels, type Scene } from "../../scene/scene";
import {
  cut,
  differences,
  gridOf,
  largest,
  putTogether,
  spreadOver,
  tileCount,
  type Grid,
} from "../../scene/tiles";
import { text } from "../../text/later";

const words = text.scene.tiles;

/** Tiles that go through the model at once, between two looks at whether that is still wanted. */
const partSize = 256;
/** More are not cut: they would take minutes, and say little more. */
export const mostTiles = 4096;

/** How a scene is cut, and into how many clusters its tiles go. */
export interface Wanted {
  /** Pixels from one tile to the next, as a share of a tile's side. */
  stride: number;
  clusters: number;
}

export type Shape = readonly [height: number, width: number, channels: number];

/** A scene that went through the model tile by tile, and what came of it. */
export interface TakenApart {
  scene: Scene;
  /** The scene in the model's channels. */
  pixels: Float32Array;
  shape: Shape;
  tile: Shape;
  grid: Grid;
  /** Posterior means, `latent` values a tile. */
  codes: Float32Array;
  latent: number;
  reconstruction: Float32Array;
  /** How far the reconstruction is off, for each pixel. */
  errors: Float32Array;
  /** The cluster of each tile, and of each pixel. */
  tileClusters: Uint8Array;
  clusters: Uint8Array;
  count: number;
  step: number;
}

/** Where a scene's tiles are to be, of the size of the model's images; says why where that can't be. */
export function planOf(scene: Scene, [high, wide, channels]: Shape, share: number) {
  const [height, width] = scene.shape;
  if (height < high || width < wide) throw new Error(words.tooSmall(width, height, wide, high));
  const shape: Shape = [height, width, channels];
  const tile: Shape = [high, wide, channels];
  const grid = gridOf(shape, tile, Math.max(1, Math.round(share * Math.min(high, wide))));
  if (tileCount(grid) > mostTiles) throw new Error(words.tooMany(tileCount(grid), mostTiles));
  return { shape, tile, grid };
}

/** Cuts a scene, sends each tile through the model, and puts what comes out back in place. */
export async function takeApart(
  vae: Vae,
  instrument: Pick<InstrumentClient, "call">,
  scene: Scene,
  imageShape: Shape,
  { stride, clusters }: Wanted,
  { step, signal, onProgress }: { step: number; signal: AbortSignal; onProgress(share: number): void },
): Promise<TakenApart> {
  const { shape, tile, grid } = planOf(scene, imageShape, stride);
  const pixels = inChannels(scene, tile[2]);
  const tiles = cut(pixels, shape, tile, grid);
  const size = tile[0] * tile[1] * tile[2];
  const all = tileCount(grid);
  const { latent } = vae.options.model;
  const codes = new Float32Array(all * latent);
  const made = new Float32Array(tiles.length);
  for (let done = 0; done < all; done += partSize) {
    signal.throwIfAborted();
    const { mean } = await vae.encode(tiles.slice(done * size, (done + partSize) * size));
    codes.set(mean, done * latent);
    made.set(await vae.decode(mean), done * size);
    onProgress(Math.min(1, (done + partSize) / all));
  }
  const points = { values: codes, dimensions: latent };
  const components = Math.min(clusters, all);
  const options = { components, covariance: "diagonal", restarts: 4, seed: 1 } as const;
  const { mixture } = await instrument.call("fitMixture", { points, options }, { signal });
  const shares = await instrument.call("responsibilities", { points, mixture }, { signal });
  const reconstruction = putTogether(made, shape, tile, grid);
  return {
    scene,
    pixels,
    shape,
    tile,
    grid,
    codes,
    latent,
    reconstruction,
    errors: differences(pixels, reconstruction, tile[2]),
    tileClusters: largest(shares, components),
    clusters: largest(spreadOver(shares, components, shape, tile, grid), components),
    count: components,
    step,
  };
}

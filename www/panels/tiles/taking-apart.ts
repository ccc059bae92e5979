import type { InstrumentClient } from "../../instrument/client";
import type { Vae } from "../../engine/vae";
import { inChannels, type Scene } from "../../scene/scene";
import { differences, largest, spreadOver, tileCount, type Places } from "../../scene/tiles";
import { text } from "../../text/later";

const words = text.scene.tiles;

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
  places: Places;
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

/** Pixels from one tile of the size of the model's images to the next; says why where a scene can't be cut so. */
export function strideOf({ shape }: Scene, tile: Shape, share: number): number {
  const [height, width] = shape;
  const [high, wide] = tile;
  if (height < high || width < wide) throw new Error(words.tooSmall(width, height, wide, high));
  const stride = Math.max(1, Math.round(share * Math.min(high, wide)));
  const count = tileCount(shape, tile, stride);
  if (count > mostTiles) throw new Error(words.tooMany(count, mostTiles));
  return stride;
}

/** Sends a scene's tiles through the model, and finds clusters of their codes; nothing where the model is another by then. */
export async function takeApart(
  vae: Vae,
  instrument: Pick<InstrumentClient, "call">,
  scene: Scene,
  tile: Shape,
  { stride, clusters }: Wanted,
  { step, signal, onProgress }: { step: number; signal: AbortSignal; onProgress(share: number): void },
): Promise<TakenApart | null> {
  const [height, width] = scene.shape;
  const shape: Shape = [height, width, tile[2]];
  const pixels = inChannels(scene, tile[2]);
  const onPart = (done: number, all: number) => onProgress(done / all);
  const apart = { stride: strideOf(scene, tile, stride) };
  const found = await vae.tiles({ pixels, shape: [...shape] }, apart, { signal, onPart });
  signal.throwIfAborted();
  if (!found) return null;
  const { places, mean: codes, reconstruction } = found;
  const { latent } = vae.options.model;
  const points = { values: codes, dimensions: latent };
  const components = Math.min(clusters, places.length / 2);
  const options = { components, covariance: "diagonal", restarts: 4, seed: 1 } as const;
  const { mixture } = await instrument.call("fitMixture", { points, options }, { signal });
  const shares = await instrument.call("responsibilities", { points, mixture }, { signal });
  return {
    scene,
    pixels,
    shape,
    tile,
    places,
    codes,
    latent,
    reconstruction,
    errors: differences(pixels, reconstruction, tile[2]),
    tileClusters: largest(shares, components),
    clusters: largest(spreadOver(shares, components, shape, tile, places), components),
    count: components,
    step,
  };
}

import type { Background, Foreground } from "../../instrument/protocol";
import type { InstrumentClient } from "../../instrument/client";
import type { Session } from "../../run/session";
import type { Scene } from "../../scene/scene";
import { text } from "../../text/later";
import type { Under } from "../work";
import type { Clip } from "./clip";

const words = text.scene.foreground;

/** The least standard deviation of a pixel's noise: half a step of 256, or a little compression. */
const leastNoise = 0.01;
/** A pull takes about so long: whoever wants the model waits no longer. */
const pullMs = 250;

/** What was learned of a clip's background. */
export interface Learned {
  /** Of the clip. */
  of: Scene;
  frames: number;
  /** Optimiser steps; 0 where there were none. */
  steps: number;
  /** What a frame would be if nothing passed, and the frame to compare with that; nothing where the model is gone. */
  at(scene: Scene): Promise<{ seen: Float32Array; background: Background } | undefined>;
}

/** Each value's median over the frames: the same for every frame. */
export async function byMedians(
  instrument: Pick<InstrumentClient, "call">,
  clip: Clip,
  { signal }: Pick<Under, "signal">,
): Promise<Learned> {
  const { pixels, shape } = clip.pixels();
  const background = await instrument.call("background", { pixels, shape, leastNoise }, { signal });
  return {
    of: clip.first!,
    frames: shape[0],
    steps: 0,
    at: async (scene) => ({ seen: scene.pixels, background }),
  };
}

/** A VAE of the frames, trained in short pulls in the worker of the model: each frame has a background in its own light. */
export async function byVae(
  session: Pick<Session, "ask">,
  clip: Clip,
  side: number,
  { signal, onProgress, onTell }: Under,
): Promise<Learned | undefined> {
  const { pixels, shape } = clip.pixels();
  const [frames, , width, channels] = shape;
  const setup = await session.ask((vae) => vae.setClip(pixels, shape, { side }));
  if (!setup) return undefined;
  const all = setup.options.steps;
  for (let [step, pull] = [0, 1]; step < all;) {
    signal.throwIfAborted();
    const began = performance.now();
    const trained = await session.ask((vae) => vae.trainClip(Math.min(pull, all - step)));
    if (!trained) return undefined;
    const stepMs = (performance.now() - began) / (trained.step - step);
    pull = Math.max(1, Math.floor(pullMs / Math.max(stepMs, 1e-3)));
    step = trained.step;
    onProgress(step / all);
    onTell(words.training(step, all, trained.losses.loss));
  }
  return {
    of: clip.first!,
    frames,
    steps: all,
    async at({ pixels }) {
      const found = await session.ask((vae) => vae.clipBackground(pixels));
      if (!found) return undefined;
      const { seen, mean, noise } = found;
      return { seen, background: { mean, noise, width, channels } };
    },
  };
}

/** What of a frame is not its background. */
export async function compared(
  instrument: Pick<InstrumentClient, "call">,
  learned: Learned,
  scene: Scene,
  signal: AbortSignal,
): Promise<{ background: Background; found: Foreground } | undefined> {
  const at = await learned.at(scene);
  if (!at) return undefined;
  const { seen, background } = at;
  return {
    background,
    found: await instrument.call("foreground", { frame: seen, background }, { signal }),
  };
}

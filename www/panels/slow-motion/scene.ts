import type { Plan } from "../../engine/protocol";
import { lastStage, Reading, sizeOf } from "../../inside/reading";
import { gradientsOf, hasLogits, probabilities, split, splits, type Drawn } from "../../inside/step";
import type { Recorded } from "../../run/recording";

/** One image in a recorded step: what it became on its way, and the loss's gradients on the way back. */
export interface Scene {
  recorded: Recorded;
  /** Among those that were recorded. */
  image: number;
  plan: Plan;
  pixels: Float32Array;
  forward: Reading;
  backward: Reading;
  drawn: Drawn;
  z: Float32Array;
  /** What the decoder gave: logits, or means of pixels. */
  output: Float32Array;
  byOutput: Float32Array;
  /** The image that was expected. */
  expected: Float32Array;
  /** The engine's gradients by the posterior's parameters. */
  byMean: Float32Array;
  byLogVariance: Float32Array;
  /** The parts of those; null where the objective has others. */
  pulls: ReturnType<typeof split> | null;
  /** Whether the decoder's output are logits whose gradient is `(p - x) / n`. */
  logits: boolean;
}

/** What the decoder's output says of an image. */
function expectedImage({ options }: Recorded, output: Float32Array): Float32Array {
  if (options.model.likelihood.kind === "bernoulli") return Float32Array.from(probabilities(output));
  return output.map((value) => Math.min(1, Math.max(0, value)));
}

export function sceneOf(recorded: Recorded, image: number): Scene {
  const { record, structure, options, images } = recorded;
  const { plan } = structure;
  const size = recorded.pixels.length / images;
  const pixels = recorded.pixels.subarray(image * size, (image + 1) * size);
  const reading = (trace: { parts: typeof record.parts; values: Float32Array }) =>
    new Reading(plan, pixels, trace, null, image);
  const [forward, backward] = [reading(record), reading(gradientsOf(record))];
  const { mean, logVariance } = forward.posterior();
  const by = backward.posterior();
  const { latent } = options.model;
  const output = forward.output(forward.blocks.length - 1)!;
  const drawn = {
    mean,
    logVariance,
    noise: record.noise.subarray(image * latent, (image + 1) * latent),
    byZ: backward.part("latent")!,
  };
  const { beta, size: n } = record.measures;
  return {
    recorded,
    image,
    plan,
    pixels,
    forward,
    backward,
    drawn,
    z: forward.part("latent")!,
    output,
    byOutput: backward.output(backward.blocks.length - 1)!,
    expected: expectedImage(recorded, output),
    byMean: by.mean,
    byLogVariance: by.logVariance,
    pulls: splits(options) ? split(drawn, beta, n) : null,
    logits: hasLogits(options),
  };
}

/** The size of a block's output as maps; the last one's are the image's. */
export function mapsOf(
  { plan, forward }: Scene,
  block: number,
  image: { height: number; width: number; channels: number },
) {
  const planned = forward.blocks[block]!;
  return block === plan.encoder.length + plan.decoder.length - 1 ? image : sizeOf(planned);
}

/** Whether what a block gives may be below zero. */
export const hasSign = ({ forward }: Scene, block: number) => {
  const planned = forward.blocks[block]!;
  return lastStage(planned) !== "activation" || planned.activation !== "relu";
};

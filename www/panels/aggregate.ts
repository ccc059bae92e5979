import type { Statistics } from "../engine/protocol";

/** Nats a dimension up to which all codes together are near the prior, and up to which they are not far off. */
const [near, off] = [0.05, 0.25];

const signed = (value: number) => value.toFixed(2).replace("-", "−");

/** How all images' codes together compare with the prior, in plain words. */
export function describeMoments({ aggregatePosterior, activeUnits }: Statistics): string {
  const { mean, covariance, momentMatchedKl } = aggregatePosterior;
  const latent = mean.length;
  const deviations = mean.map((_, i) => Math.sqrt(covariance[i * latent + i]!));
  let [worst, correlation, pair] = [0, 0, ""];
  mean.forEach((value, i) => {
    if (Math.abs(value) > Math.abs(mean[worst]!)) worst = i;
    for (let j = 0; j < i; j++) {
      const between = covariance[i * latent + j]! / (deviations[i]! * deviations[j]!);
      if (Math.abs(between) <= Math.abs(correlation)) continue;
      [correlation, pair] = [between, `z${j + 1} and z${i + 1}`];
    }
  });
  const [least, most] = [Math.min(...deviations), Math.max(...deviations)];
  const centre = `their mean is ${signed(mean[worst]!)}${latent > 1 ? ` where it is farthest from 0 (z${worst + 1})` : ""}`;
  const spread =
    latent > 1
      ? `their standard deviations are ${least.toFixed(2)} to ${most.toFixed(2)}`
      : `their standard deviation is ${least.toFixed(2)}`;
  const together = pair && `, and the strongest correlation is ${signed(correlation)} (${pair})`;
  const told = `All images’ codes together: ${centre}, ${spread}${together}. The prior has 0, 1${pair && " and 0"}.`;
  if (activeUnits === 0) return `${told} No dimension is in use: all images have nearly the same code.`;
  if (momentMatchedKl === null) {
    return `${told} Some direction is not used at all, so the distance from the prior has no bound.`;
  }
  const each = momentMatchedKl / latent;
  const verdict =
    each < near
      ? "That is near the prior: its samples land where images are."
      : each < off
        ? "That is a little off the prior: some of its samples land where few images are."
        : "That is far from the prior: many of its samples land where no images are.";
  return `${told} A Gaussian with these moments is ${momentMatchedKl.toFixed(2)} nats from it. ${verdict}`;
}

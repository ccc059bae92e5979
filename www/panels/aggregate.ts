import type { Statistics } from "../engine/protocol";
import { text } from "../text/later";
import { fixed } from "../text/format";

const words = text.statistics.moments;

/** Nats a dimension up to which all codes together are near the prior, and up to which they are not far off. */
const [near, off] = [0.05, 0.25];

const round = (value: number) => fixed(value, 2);

/** How all images' codes together compare with the prior, in plain words. */
export function describeMoments({ aggregatePosterior, activeUnits }: Statistics): string {
  const { mean, covariance, momentMatchedKl } = aggregatePosterior;
  const latent = mean.length;
  const deviations = mean.map((_, i) => Math.sqrt(covariance[i * latent + i]!));
  let [worst, strongest] = [0, 0];
  let correlation = "";
  mean.forEach((value, i) => {
    if (Math.abs(value) > Math.abs(mean[worst]!)) worst = i;
    for (let j = 0; j < i; j++) {
      const between = covariance[i * latent + j]! / (deviations[i]! * deviations[j]!);
      if (Math.abs(between) <= Math.abs(strongest)) continue;
      strongest = between;
      correlation = words.correlation(round(between), j + 1, i + 1);
    }
  });
  const [least, most] = [Math.min(...deviations), Math.max(...deviations)];
  const told = words.together(
    latent > 1 ? words.farthest(round(mean[worst]!), worst + 1) : words.mean(round(mean[worst]!)),
    latent > 1 ? words.deviations(round(least), round(most)) : words.deviation(round(least)),
    correlation,
  );
  if (activeUnits === 0) return `${told} ${words.unused}`;
  if (momentMatchedKl === null) return `${told} ${words.unbounded}`;
  const each = momentMatchedKl / latent;
  const verdict = each < near ? words.near : each < off ? words.off : words.far;
  return `${told} ${words.distance(round(momentMatchedKl))} ${verdict}`;
}

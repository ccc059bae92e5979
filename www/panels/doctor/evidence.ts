import type { Dataset } from "../../data/dataset";
import { median } from "../../inside/blocks";
import type { Evidence, LossPoint } from "../../inside/doctor/evidence";
import { moments } from "../../inside/doctor/moments";
import type { History } from "../../run/history";
import type { State } from "../../run/store";

/** Losses and images that are looked at, of more of them evenly. */
const [mostLosses, mostImages] = [400, 1000];

type Known = Pick<Evidence, "dead" | "edges" | "grey"> & {
  stepsPerEpoch: number;
  /** Null where the likelihood is Bernoulli's, of which the data set knows it. */
  meanPixel: number | null;
};

/** What the losses were at each point at which both kinds of images, or the training images, were measured. */
function lossesOf({ reconstruction, kl }: History, stepsPerEpoch: number) {
  const [epochs] = reconstruction;
  const point = (at: number, split: 1 | 2): LossPoint | null => {
    const [nats, code] = [reconstruction[split][at], kl[split][at]];
    const known = nats != null && code != null && Number.isFinite(nats) && Number.isFinite(code);
    return known ? { step: Math.round(epochs[at]! * stepsPerEpoch), reconstruction: nats, kl: code } : null;
  };
  const stride = Math.max(1, Math.ceil(epochs.length / mostLosses));
  const places = [...epochs.keys()];
  // The latest, and every so many before it.
  const thinned = places.filter((at) => (epochs.length - 1 - at) % stride === 0);
  const measured = places.filter((at) => reconstruction[2][at] != null);
  const tested = measured.filter(
    (_, i) => (measured.length - 1 - i) % Math.max(1, Math.ceil(measured.length / mostLosses)) === 0,
  );
  return {
    losses: thinned.map((at) => point(at, 1)).filter((found) => found !== null),
    tests: tested.flatMap((at) => {
      const [train, test] = [point(at, 1), point(at, 2)];
      return train && test ? [{ epoch: epochs[at]!, train, test }] : [];
    }),
  };
}

/** All that is known of the run now. */
export function evidenceOf(state: Readonly<State>, { references }: Dataset, known: Known): Evidence {
  const { options, step, diverged, history, dynamics, latents, devices } = state;
  const { stepsPerEpoch, meanPixel, ...rest } = known;
  const bernoulli = options.model.likelihood.kind === "bernoulli";
  return {
    options,
    step,
    diverged,
    ...lossesOf(history, stepsPerEpoch),
    meanPixel: bernoulli ? references.meanPixel : meanPixel,
    updates: dynamics.steps.rows.map(({ step, rate, beta, blocks }) => ({
      step,
      rate,
      beta,
      ratio: median(blocks.map(({ ratio }) => ratio)),
    })),
    untried: devices && "why" in devices ? devices.why : null,
    latents: latents && { step: latents.step, ...moments(latents, latents.latent, mostImages) },
    ...rest,
  };
}

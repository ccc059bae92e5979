import type { InstrumentClient } from "../../instrument/client";
import type { FittedMixture, Mixture } from "../../instrument/protocol";
import type { Latents } from "../../run/latents";
import type { State, Store } from "../../run/store";
import { split } from "../codes";
import type { Wanted } from "./form";

/** While training, so many times as long as a fit took passes before the next. */
const pause = 3;

/** The posterior means to fit to, where there are: of all images, or while training of those on the map. */
export function basisOf({ latents, phase, step, dataset }: Readonly<State>): Latents | null {
  if (!latents || !dataset || phase === "training") return latents;
  return latents.step === step && latents.rows.length >= dataset.images.shape[0] ? latents : null;
}

/** The one with the lowest BIC. */
export const bestOf = (fits: readonly FittedMixture[]): FittedMixture =>
  fits.reduce((best, fit) => (fit.bic < best.bic ? fit : best));

/** Fits mixtures to training images, one at a time, and puts them into the state. */
export function createFitting(
  store: Store,
  instrument: Pick<InstrumentClient, "call">,
  onChange: () => void,
) {
  /** The fit that a person waits for, or one that goes along with training. */
  let job: { end: AbortController; quiet: boolean } | null = null;
  let curve: FittedMixture[] | null = null;
  /** What a fit was last tried on, whether or not it succeeded. */
  let tried: Latents | null = null;
  /** How a person last asked for a fit. */
  let last: Wanted | null = null;
  let done = 0;
  let problem: string | null = null;
  let dueAt = 0;
  let timer = 0;

  function take(fitted: FittedMixture, from: Latents): void {
    store.set({ mixture: { ...fitted, latents: from, step: from.step } });
  }

  async function run({ choice, options }: Wanted, quiet: boolean, start?: Mixture): Promise<void> {
    const { state } = store;
    const from = basisOf(state);
    if (!from) return;
    job?.end.abort();
    const own = (job = { end: new AbortController(), quiet });
    const { signal } = own.end;
    tried = from;
    done = 0;
    problem = null;
    onChange();
    const onProgress = (share: number) => {
      done = share;
      onChange();
    };
    const points = split(from, state.dataset!.images.testRows).train.points;
    const began = performance.now();
    try {
      const { components, ...others } = options;
      const work = { signal, onProgress };
      const fits =
        choice === "bic"
          ? await instrument.call("chooseMixture", { points, options: others, most: components }, work)
          : [await instrument.call("fitMixture", { points, options, ...(start && { start }) }, work)];
      curve = fits.length > 1 ? fits : null;
      take(bestOf(fits), from);
    } catch (error) {
      if (!signal.aborted) problem = (error as Error).message;
    }
    if (job !== own) return;
    job = null;
    const now = performance.now();
    dueAt = now + pause * (now - began);
    onChange();
  }

  /** Fits as before where the model has gone on, no more often than is cheap while it trains. */
  function follow(): void {
    clearTimeout(timer);
    const { mixture, phase } = store.state;
    const from = basisOf(store.state);
    if (job || !last || !mixture || !from || from === tried) return;
    const training = phase === "training";
    const wait = training ? dueAt - performance.now() : 0;
    if (wait > 0) {
      timer = window.setTimeout(follow, wait);
      return;
    }
    const { options } = last;
    const before = mixture.mixture;
    const components = before.weights.length;
    const restarts = training ? 1 : options.restarts;
    // Points move little from fit to fit; at rest, starts by chance find what the last fit may have missed.
    const goesOn = training && before.covariance === options.covariance;
    void run(
      { choice: "hand", options: { ...options, components, restarts } },
      true,
      goesOn ? before : undefined,
    );
  }

  function cancel(): void {
    job?.end.abort();
    job = null;
    onChange();
  }

  // What belongs to a model that is gone.
  store.listen((changed) => {
    if (!changed.has("latents") || store.state.latents) return;
    curve = problem = null;
    clearTimeout(timer);
    if (job) cancel();
  });

  return {
    /** How far the fit is that a person waits for; null where none is under way. */
    get done(): number | null {
      return job && !job.quiet ? done : null;
    },
    get problem(): string | null {
      return problem;
    },
    /** The fits of a choice by BIC, from 1 component on, where the mixture in the state is one of them. */
    get curve(): readonly FittedMixture[] | null {
      const { mixture } = store.state;
      return curve?.some((fit) => fit.mixture === mixture?.mixture) ? curve : null;
    },
    fit(wanted: Wanted): void {
      last = wanted;
      void run(wanted, false);
    },
    /** Another one of a choice by BIC. */
    choose(components: number): void {
      const { mixture } = store.state;
      if (curve && mixture) take(curve[components - 1]!, mixture.latents);
    },
    follow,
    cancel,
    destroy() {
      clearTimeout(timer);
      job?.end.abort();
      job = null;
    },
  };
}

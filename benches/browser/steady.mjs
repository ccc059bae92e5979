// The steady state: every engine of a workload is open in one page, and they compute in turns, so that a
// machine that drifts hits all alike.
import { referenceLosses } from "./inputs.mjs";

/**
 * Largest relative differences of a loss to the native engine's; past one of them a row is void. The first
 * steps are compared one by one, closely: rounding has not grown yet, and a wrong order, noise or optimiser
 * setting shows there. Later each chunk's mean is compared, for training amplifies rounding.
 */
export const tolerances = { early: 1e-4, late: 2e-3 };
const earlySteps = 8;

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

export function quantile(values, q) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * q;
  const low = sorted[Math.floor(at)];
  return low + (sorted[Math.ceil(at)] - low) * (at % 1);
}

class Run {
  msPerStep = [];
  losses = [];
  deviation = { early: 0, late: 0 };
  taken = 0;

  constructor(page, name, reference) {
    Object.assign(this, { page, name, reference });
  }

  async warmUp(steps) {
    const early = Math.min(earlySteps, steps);
    for (let i = 0; i < early; i++) await this.take(1, "early");
    if (steps > early) await this.take(steps - early, "late");
  }

  async measure(steps) {
    this.msPerStep.push((await this.take(steps, "late")).ms / steps);
  }

  async take(steps, phase) {
    const chunk = await this.page.evaluate(([name, n]) => window.bench.run(name, n), [this.name, steps]);
    const expected = mean(this.reference.slice(this.taken, this.taken + steps));
    // A loss that is not a number must not slip through a comparison.
    const deviation = Math.abs(chunk.loss / expected - 1);
    this.deviation[phase] = Math.max(this.deviation[phase], Number.isNaN(deviation) ? Infinity : deviation);
    this.taken += steps;
    this.losses.push(chunk.loss);
    return chunk;
  }

  result() {
    const { msPerStep, losses, deviation } = this;
    const [low, median, high] = [0.25, 0.5, 0.75].map((q) => quantile(msPerStep, q));
    const isVoid = deviation.early > tolerances.early || deviation.late > tolerances.late;
    return { median, low, high, msPerStep, losses, deviation, void: isVoid };
  }
}

/** Engine name to its result, or to `{ error }`. */
export async function measure(page, workload, inputs) {
  const { warmup, chunk, rounds } = workload.schedule;
  const reference = [...(await referenceLosses(workload, inputs))];
  const results = {};
  let runs = [];

  /** An engine that fails is out; the others go on. */
  async function each(action) {
    const going = [];
    for (const run of runs) {
      try {
        await action(run);
        going.push(run);
      } catch (error) {
        results[run.name] = { error: error.message };
      }
    }
    runs = going;
  }

  runs = workload.engines.map((name) => new Run(page, name, reference));
  await each((run) => page.evaluate(([name, w]) => window.bench.open(name, w), [run.name, workload]));
  await each((run) => run.warmUp(warmup));
  for (let round = 0; round < rounds; round++) {
    await each((run) => run.measure(chunk));
    // Nobody is always the one after the slowest.
    runs.push(...runs.splice(0, 1));
  }
  await each(async (run) => {
    results[run.name] = run.result();
    await page.evaluate((name) => window.bench.close(name), run.name);
  });
  return results;
}

import type { History } from "../../run/history";
import type { Way } from "../../views/rate-distortion";

/** A run's way through the plane of KL and reconstruction, and how it ended. */
export interface Run {
  way: Way;
  epoch: number;
  /** Beta and latent dimensions at its end. */
  beta: number;
  latent: number;
}

/** Points of a way that are kept, and runs. */
const [mostPoints, mostRuns] = [300, 8];

/** Training losses over a run; of a long one, as many as are seen. */
export function wayOf({ reconstruction, kl }: History, most = mostPoints): Way {
  const [, nats] = reconstruction;
  const known = kl[1].flatMap((value, i) =>
    value === null || nats[i] == null ? [] : [[value, nats[i]] as const],
  );
  const stride = Math.ceil(known.length / most);
  return known.filter((_, i) => (known.length - 1 - i) % stride === 0);
}

/** With another run that has ended; one that took no step is none. */
export const withRun = (runs: readonly Run[], run: Run): readonly Run[] =>
  run.way.length < 2 ? runs : [...runs, run].slice(-mostRuns);

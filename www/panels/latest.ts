/** Where work is to leave time to others, so many times as long as it took passes before the next. */
const pause = 3;

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Does one piece of work at a time. Of what is asked for meanwhile, the latest is done next and the rest never: for what
 * follows a pointer, or a model that trains. What fails is told, unless it was ended.
 */
export function createLatest<Q extends object>(
  work: (asked: Q, signal: AbortSignal) => Promise<void>,
  onFail: (error: Error) => void,
  /** Whether it is to leave time to others now. */
  sparing = () => false,
) {
  let under: AbortController | null = null;
  let next: Q | null = null;

  async function go(asked: Q): Promise<void> {
    const own = (under = new AbortController());
    const began = performance.now();
    try {
      await work(asked, own.signal);
    } catch (error) {
      if (!own.signal.aborted) onFail(error as Error);
    }
    if (under === own && sparing()) await wait(pause * (performance.now() - began));
    if (under !== own) return;
    under = null;
    const then = next;
    next = null;
    if (then) void go(then);
  }

  return {
    ask(asked: Q): void {
      if (under) next = asked;
      else void go(asked);
    },
    /** Ends what is under way, and forgets what waits. */
    end(): void {
      under?.abort();
      under = next = null;
    },
  };
}

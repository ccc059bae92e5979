import { same } from "../../run/scheduler";

/** One question at a time to the instrument, asked anew when what it is about changes. */
export interface Answer<A> {
  /** Of what it is about; null before it is there. */
  readonly answer: A | null;
  /** Why there is none. */
  readonly problem: string | null;
  /** Asks, unless it is about the same as before. */
  about(key: readonly unknown[], ask: (signal: AbortSignal) => Promise<A>): void;
  /** Nothing is asked any more, and what was said is forgotten. */
  clear(): void;
}

/** `onAnswer` is told when there is an answer or a problem; what is about something else by then is dropped. */
export function createAnswer<A>(onAnswer: () => void): Answer<A> {
  let about: readonly unknown[] | null = null;
  let asking = new AbortController();
  let answer: A | null = null;
  let problem: string | null = null;

  function clear(): void {
    asking.abort();
    about = answer = problem = null;
  }

  return {
    get answer() {
      return answer;
    },
    get problem() {
      return problem;
    },
    about(key, ask) {
      if (about && same(about, key)) return;
      clear();
      about = key;
      const { signal } = (asking = new AbortController());
      ask(signal)
        .then(
          (found) => {
            if (!signal.aborted) answer = found;
          },
          (error: Error) => {
            if (!signal.aborted) problem = error.message;
          },
        )
        .finally(() => signal.aborted || onAnswer());
    },
    clear,
  };
}

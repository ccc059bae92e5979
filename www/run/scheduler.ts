import type { Vae } from "../engine/vae";
import type { Current } from "./current";
import { report } from "./problem";
import type { Store } from "./store";

/** A question to the model; while the model stays as it is, one with an equal key has the same answer. */
export interface Question<A = unknown> {
  key: readonly unknown[];
  ask(vae: Vae): Promise<A>;
}

/** Something on the page that shows what the model says. */
export interface Asker<A = unknown> {
  /** What it would ask now; null where there is nothing to ask. */
  question(): Question<A> | null;
  answered(answer: A): void;
}

/** What the scheduler is told of one of them. */
export interface Seat {
  /** How many show it that are on screen, each of which has a part of the time; until it is told, nothing is asked. */
  see(seen: boolean | number): void;
  leave(): void;
}

interface Entry {
  asker: Asker;
  /** So many on screen show it. */
  seen: number | undefined;
  /** The latest question that was answered or has failed, and the model it was put to. */
  put: { key: readonly unknown[]; generation: number; step: number } | null;
  failed: boolean;
  /** How long the latest answer took, and when training lets it ask again, in milliseconds. */
  cost: number;
  dueAt: number;
}

/** No one asks more often than this while training. */
export const leastMs = 150;
/** All together take this part of the time, and training three times as much. */
const whole = 1 / 4;

/**
 * The largest part of the time that each may take so that all together take no more than `whole`: who wants less than
 * an equal part leaves the rest to the others. Infinite where all have what they want.
 */
export function fairPart(wanted: number[], whole: number): number {
  let left = whole;
  for (const [i, part] of [...wanted].sort((a, b) => a - b).entries()) {
    const equal = left / (wanted.length - i);
    if (part > equal) return equal;
    left -= part;
  }
  return Infinity;
}

/** Whether two keys ask the same. */
export const same = (one: readonly unknown[], other: readonly unknown[]) =>
  one.length === other.length && one.every((value, i) => Object.is(value, other[i]));

/** Asks the model for what is on screen, one question at a time, each asker at its own pace while training. */
export class Scheduler {
  private readonly entries = new Set<Entry>();
  /** The question under way. */
  private asking: Promise<void> | null = null;
  /** When the latest turn ended. */
  private turned = -Infinity;

  constructor(
    private readonly store: Store,
    private readonly current: Current,
  ) {
    store.listen(() => this.look());
  }

  add(asker: Asker): Seat {
    const entry: Entry = { asker, seen: undefined, put: null, failed: false, cost: 0, dueAt: 0 };
    this.entries.add(entry);
    this.look();
    return {
      see: (seen) => {
        entry.seen = Number(seen);
        this.look();
      },
      leave: () => {
        this.entries.delete(entry);
        this.look();
      },
    };
  }

  /**
   * Between two chunks of training: one question, where one is due and none is under way, and others that are due
   * while they take no more than their part of the time since the turn before.
   */
  async turn(): Promise<void> {
    if (this.asking) return;
    const began = performance.now();
    const most = (began - this.turned) * (whole / (1 - whole));
    let now;
    do {
      await this.askNext(began);
      now = performance.now();
    } while (now - began < most && this.next(began));
    this.turned = now;
  }

  /** Brings all that is on screen up to the model as it is. */
  async rest(): Promise<void> {
    while (this.asking || this.next(Infinity)) await (this.asking ?? this.askNext(Infinity));
  }

  private get atRest(): boolean {
    const { phase, busy } = this.store.state;
    return phase === "idle" && !busy;
  }

  /** After any change: goes on to ask where nothing trains, and says whether there is more to ask. */
  private look(): void {
    const { atRest, asking } = this;
    const next = atRest ? this.next(Infinity) : null;
    const known = [...this.entries].every(({ seen }) => seen !== undefined);
    this.store.set({ settled: atRest && !asking && !next && known });
    // What belongs to the same change is asked first.
    if (next && !asking) queueMicrotask(() => this.atRest && !this.asking && void this.askNext(Infinity));
  }

  /** The one that has waited longest of those whose turn has come by `now`, and its question. */
  private next(now: number): { entry: Entry; question: Question } | null {
    const { current, store } = this;
    const { step, diverged } = store.state;
    if (!current.vae || diverged) return null;
    let first: { entry: Entry; question: Question; dueAt: number } | null = null;
    for (const entry of this.entries) {
      const question = entry.seen && entry.asker.question();
      if (!question) continue;
      const { put, failed } = entry;
      const another = !put || put.generation !== current.generation || !same(put.key, question.key);
      // What has failed would fail again.
      if (!another && (failed || put.step === step)) continue;
      const dueAt = another ? -Infinity : entry.dueAt;
      if (dueAt <= now && (!first || dueAt < first.dueAt)) first = { entry, question, dueAt };
    }
    return first;
  }

  private askNext(now: number): Promise<void> {
    const next = this.next(now);
    if (!next) return Promise.resolve();
    this.asking = this.ask(next.entry, next.question).finally(() => {
      this.asking = null;
      this.look();
    });
    return this.asking;
  }

  private async ask(entry: Entry, { key, ask }: Question): Promise<void> {
    const { store, current } = this;
    const put = { key, generation: current.generation, step: store.state.step };
    const began = performance.now();
    try {
      const answer = await current.ask(ask);
      if (answer === undefined) return;
      Object.assign(entry, { put, failed: false });
      // It may be gone, or ask something else by now.
      const now = this.entries.has(entry) && entry.asker.question();
      if (now && same(now.key, key)) entry.asker.answered(answer);
    } catch (error) {
      Object.assign(entry, { put, failed: true });
      report(store, error as Error);
    }
    entry.cost = performance.now() - began;
    entry.dueAt = began + this.period(entry);
  }

  private period({ cost, seen = 0 }: Entry): number {
    // What several show has the parts of all of them.
    const wanted = [...this.entries].flatMap(({ cost, seen = 0 }) =>
      Array.from({ length: seen }, () => cost / seen / leastMs),
    );
    return Math.max(leastMs, cost / (Math.max(1, seen) * fairPart(wanted, whole)));
  }
}

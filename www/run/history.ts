import type { Losses, Progress } from "../engine/protocol";

/** Epochs, then the losses at each on training and test images; null where there is none. */
export type Curves = [epochs: number[], train: (number | null)[], test: (number | null)[]];

export interface History {
  reconstruction: Curves;
  kl: Curves;
}

/** Curves, and what the epoch so far has come to. */
export interface HistoryRecord {
  history: History;
  share: number;
  sums: Losses;
  lastEpoch: number;
}

export const emptyHistory = (): History => ({ reconstruction: [[], [], []], kl: [[], [], []] });

/** Inside an epoch a point is added this often, so that slow devices show something too. */
const pointMs = 500;

const mapCurves = (history: History, map: (curves: Curves) => Curves): History => ({
  reconstruction: map(history.reconstruction),
  kl: map(history.kl),
});

/** What was recorded until an epoch, as if the run had rested there. */
export function recordUpTo({ history }: HistoryRecord, epoch: number): HistoryRecord {
  const points = history.reconstruction[0].filter((at) => at <= epoch).length;
  return {
    history: mapCurves(history, ([epochs, train, test]) => [
      epochs.slice(0, points),
      train.slice(0, points),
      test.slice(0, points),
    ]),
    share: 0,
    sums: { reconstruction: 0, kl: 0, loss: 0 },
    lastEpoch: epoch,
  };
}

const copyOf = (record: HistoryRecord): HistoryRecord => ({
  ...record,
  sums: { ...record.sums },
  history: mapCurves(record.history, ([epochs, train, test]) => [[...epochs], [...train], [...test]]),
});

const wholeEpochs = (epoch: number) => Math.floor(epoch + 1e-6);

/** Gathers progress into curves: a point an epoch, with the training losses averaged over its images. */
export class HistoryRecorder {
  private history = emptyHistory();
  /** Epochs seen since the last whole one, and the training losses summed over them. */
  private share = 0;
  private sums: Losses = { reconstruction: 0, kl: 0, loss: 0 };
  private lastEpoch = 0;
  private lastPoint = 0;
  /** A person who has pressed Train waits for the first point. */
  private first = true;

  get curves(): History {
    // New outer objects, so that the store sees the change; the columns are shared.
    return { reconstruction: [...this.history.reconstruction], kl: [...this.history.kl] };
  }

  /** All that it has gathered, as a copy. */
  get record(): HistoryRecord {
    const { history, share, sums, lastEpoch } = this;
    return copyOf({ history, share, sums, lastEpoch });
  }

  /** Goes on from what was gathered once. */
  goOn(record: HistoryRecord): void {
    Object.assign(this, copyOf(record), { first: true });
  }

  /** Of a model at this epoch. */
  clear(epoch = 0): void {
    this.history = emptyHistory();
    this.lastEpoch = epoch;
    this.first = true;
    this.startEpoch();
  }

  private startEpoch(): void {
    this.share = 0;
    this.sums = { reconstruction: 0, kl: 0, loss: 0 };
  }

  private push(epoch: number, train: Losses | null, test: Losses | null): void {
    for (const name of ["reconstruction", "kl"] as const) {
      const [epochs, trains, tests] = this.history[name];
      epochs.push(epoch);
      trains.push(train && train[name]);
      tests.push(test && test[name]);
    }
    this.lastPoint = performance.now();
  }

  /** A model as it is before its next step. */
  start(epoch: number, train: Losses | null, test: Losses | null): void {
    this.clear(epoch);
    this.push(epoch, train, test);
  }

  /** Returns the training losses over the epoch so far when the curves got a new point. */
  add({ epoch, train, test }: Progress, always = false): Losses | null {
    // A share of an epoch, not a number of steps, because the last batch may be a smaller one.
    const share = epoch - this.lastEpoch;
    const { first } = this;
    this.first = false;
    const ended = wholeEpochs(epoch) > wholeEpochs(this.lastEpoch);
    this.lastEpoch = epoch;
    this.share += share;
    for (const name of ["reconstruction", "kl", "loss"] as const) this.sums[name] += train[name] * share;
    if (!first && !ended && !always && performance.now() - this.lastPoint < pointMs) return null;

    const mean = this.mean();
    this.push(epoch, mean, test);
    if (ended) this.startEpoch();
    return mean;
  }

  private mean(): Losses {
    const { reconstruction, kl, loss } = this.sums;
    return { reconstruction: reconstruction / this.share, kl: kl / this.share, loss: loss / this.share };
  }

  /**
   * The model rests at this epoch: the curves end with it, and with what it was measured to be there. Returns the
   * training losses over the epoch so far where that took another point.
   */
  close(epoch: number, test: Losses | null): Losses | null {
    const { reconstruction, kl } = this.history;
    if (reconstruction[0].at(-1) !== epoch && this.share > 0) {
      const mean = this.mean();
      this.push(epoch, mean, test);
      return mean;
    }
    if (test && reconstruction[0].at(-1) === epoch) {
      reconstruction[2].splice(-1, 1, test.reconstruction);
      kl[2].splice(-1, 1, test.kl);
    }
    return null;
  }
}

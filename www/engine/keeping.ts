import type { Losses } from "./protocol";

/** Between two times that weights are kept, in milliseconds: what a run that diverges loses at most. */
const everyMs = 5000;
/** A loss this many times as far from 0 as the lowest is that of a run on its way to diverge. */
const tolerance = 3;

/** When the weights of a run are worth to be gone back to. */
export class Keeping {
  private lowest = Infinity;
  private sound = false;
  private keptAt = -Infinity;

  /** The losses of the latest chunk. */
  saw({ loss }: Losses): void {
    this.lowest = Math.min(this.lowest, loss);
    const most = this.lowest + (tolerance - 1) * Math.max(1, Math.abs(this.lowest));
    // Not so where it is no number.
    this.sound = loss <= most;
  }

  /** Whether the weights after it are worth it, and it is time; before other settings it is always. */
  due(now: number, anyway = false): boolean {
    return this.sound && (anyway || now - this.keptAt >= everyMs);
  }

  kept(now: number): void {
    this.keptAt = now;
  }

  /** Other settings have other losses. */
  forget(): void {
    this.lowest = Infinity;
  }
}

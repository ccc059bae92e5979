import type { Current } from "../current";
import type { State, Store } from "../store";
import { fewest, isDue, roomFor, withSnapshot, type Snapshot } from "./snapshot";

/**
 * No more of the time of training than this goes by while one is asked for, most of it to wait for steps to end; there are
 * few in all, the most of them early.
 */
const mostShare = 0.2;

/** How many snapshots there is room for of the model in use. */
export const roomOf = ({ parameters }: Pick<State, "parameters">) => roomFor(4 * Math.max(1, parameters));

/**
 * Keeps how the model was along its run, ever more steps apart, as long as it fits. At rest it takes those that are kept to
 * go on from (`Moments`); while training it asks for its own.
 */
export class Snapshots {
  private taking = false;
  /** Something was kept to go on from while another one was being taken. */
  private missed = false;
  private due = -Infinity;

  constructor(
    private readonly store: Store,
    private readonly current: Current,
  ) {
    store.listen((changed) => this.look(changed));
  }

  private look(changed: Set<keyof State>): void {
    const { phase, step, epoch, moment, snapshots, savable, diverged } = this.store.state;
    const room = roomOf(this.store.state);
    if (diverged || !savable || room < fewest) return;
    if (changed.has("moment") && moment && moment.step > (snapshots.at(-1)?.step ?? -1))
      void this.take(moment, async () => new Uint8Array(await moment.checkpoint.arrayBuffer()));
    else if (phase === "training" && (changed.has("step") || changed.has("phase"))) {
      if (performance.now() < this.due || !isDue(snapshots, step, room)) return;
      // The answer comes before that of any later step.
      void this.take({ step, epoch }, () => this.current.ask((vae) => vae.save()));
    }
  }

  private async take(
    { step, epoch }: Pick<Snapshot, "step" | "epoch">,
    save: () => Promise<Uint8Array | undefined>,
  ): Promise<void> {
    if (this.taking) {
      this.missed = true;
      return;
    }
    this.taking = true;
    const began = performance.now();
    const { store, current } = this;
    const { generation } = current;
    try {
      const checkpoint = await save();
      const { weightsOf } = await import("./weights");
      if (checkpoint && current.generation === generation) {
        const weights = weightsOf(checkpoint);
        const room = roomFor(weights.length);
        store.set({ snapshots: withSnapshot(store.state.snapshots, { step, epoch, weights }, room) });
      }
    } catch {
      // The next one may be had. That the engine has ended is told by who opened it.
    }
    const ended = performance.now();
    this.due = ended + (ended - began) / mostShare;
    this.taking = false;
    const { missed } = this;
    this.missed = false;
    if (missed) this.look(new Set(["moment"]));
  }
}

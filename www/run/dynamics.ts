import { blockMeasures, type BlockMeasure } from "../inside/blocks";
import { klOfDimensions } from "../inside/kl";
import type { StepMeasures } from "../engine/protocol";
import type { Scheduler, Seat } from "./scheduler";
import type { Store } from "./store";
import { noRows, withRow, type Thinned } from "./thinned";

/** What the step that came next would have done to each block. */
export interface StepRow {
  /** The optimiser steps that the model had taken. */
  step: number;
  /** Weight of KL and learning rate of that step, schedules included. */
  beta: number;
  rate: number;
  blocks: BlockMeasure[];
}

/** Each latent dimension's KL in nats. */
export interface KlRow {
  step: number;
  kl: number[];
}

/** How a run went, as far as someone looked on. */
export interface Dynamics {
  steps: Thinned<StepRow>;
  kl: Thinned<KlRow>;
}

export const noDynamics = (): Dynamics => ({ steps: noRows(), kl: noRows() });

/** Rows of each kind. */
const most = 400;

/** Records what steps do to the model while a panel is on screen that shows it. */
export class SharedDynamics {
  private readonly seat: Seat;
  private readonly seeing = new Set<unknown>();

  constructor(
    private readonly store: Store,
    views: Scheduler,
  ) {
    this.seat = views.add({
      question: () => {
        const { dataset, options } = store.state;
        // Other settings make another step of the same model.
        return dataset && { key: [options.training], ask: (vae) => vae.measureStep() };
      },
      answered: (measures) => this.measured(measures as StepMeasures),
    });
    this.seat.see(false);
    store.listen((changed) => changed.has("latents") && this.embedded());
  }

  /** Tells whether someone who shows it is on screen. */
  see(who: unknown, seen: boolean): void {
    if (seen) this.seeing.add(who);
    else this.seeing.delete(who);
    this.seat.see(this.seeing.size > 0);
  }

  private measured(measures: StepMeasures): void {
    const { step, beta, rate } = measures;
    const { dynamics } = this.store.state;
    const row = { step, beta, rate, blocks: blockMeasures(measures) };
    this.store.set({ dynamics: { ...dynamics, steps: withRow(dynamics.steps, row, most) } });
  }

  private embedded(): void {
    const { latents, dynamics } = this.store.state;
    if (!latents || this.seeing.size === 0) return;
    const row = { step: latents.step, kl: klOfDimensions(latents, latents.latent) };
    this.store.set({ dynamics: { ...dynamics, kl: withRow(dynamics.kl, row, most) } });
  }
}

import type { Vae } from "../engine/vae";

/**
 * The model in use. What is asked of it counts as long as it keeps its data and its start; an answer that comes later,
 * or a failure, says nothing of the model that is there by then, and is dropped here.
 */
export class Current {
  private model: Vae | null = null;
  /** Counts models, their starts and their data. */
  private generations = 0;

  get vae(): Vae | null {
    return this.model;
  }

  get generation(): number {
    return this.generations;
  }

  /** Another model, or none. */
  replace(vae: Vae | null): void {
    if (this.model !== vae) this.model?.destroy();
    this.model = vae;
    this.renew();
  }

  /** The same model began anew, or has other data. */
  renew(): void {
    this.generations += 1;
  }

  /** Resolves to nothing where there is no model, or another one by the time of the answer. */
  async ask<T>(question: (vae: Vae) => Promise<T>): Promise<T | undefined> {
    const { model, generations } = this;
    if (!model) return undefined;
    try {
      const answer = await question(model);
      return generations === this.generations ? answer : undefined;
    } catch (error) {
      if (generations === this.generations) throw error;
      return undefined;
    }
  }
}

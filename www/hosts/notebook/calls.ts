import type { Playground } from "../../shell/playground";
import type { State } from "../../run/store";
import { text } from "../../text";
import { floatsOf, type Call } from "./model";

/** What goes back to Python. */
export interface Answer {
  /** Numbers a row of the arrays, where there are rows. */
  latent?: number;
  arrays: Float32Array[];
}

/** Resolves when `test` holds of the state; rejected when it can no longer, or `signal` aborts. */
export function until(
  { store }: Playground,
  test: (state: Readonly<State>) => boolean,
  signal: AbortSignal,
): Promise<void> {
  const part = store.part();
  return new Promise<void>((resolve, reject) => {
    const look = () => {
      const { phase, problem } = store.state;
      if (phase === "dead") reject(new Error(problem?.message ?? text.hosts.notebook.noModel));
      else if (test(store.state)) resolve();
    };
    signal.addEventListener("abort", () => reject(new Error(text.hosts.notebook.closed)), { once: true });
    part.listen(look);
    look();
  }).finally(() => part.destroy());
}

export const ready = ({ phase, busy }: Readonly<State>) => phase === "idle" && !busy;

/** Does what Python asks for. `rested` resolves when Python has what training came to. */
export function createCalls(playground: Playground, rested: () => Promise<void>, signal: AbortSignal) {
  const { store, session } = playground;
  const model = () => {
    if (!session.vae) throw new Error(text.hosts.notebook.noModel);
    return session.vae;
  };

  async function train(epochs: number): Promise<Answer> {
    await until(playground, ready, signal);
    // A fraction of an epoch that was trained before does not count.
    store.set({ target: store.state.epoch + epochs });
    playground.train();
    await until(playground, ready, signal);
    const { problem } = store.state;
    if (problem) throw new Error(problem.message);
    await rested();
    return { arrays: [] };
  }

  return {
    async answer(call: Call, buffers: DataView[]): Promise<Answer> {
      if (call.method === "train") return train(call.args.epochs);
      await until(
        playground,
        ({ phase, busy }) => phase === "training" || (phase === "idle" && !busy),
        signal,
      );
      const vae = model();
      if (call.method === "sample") return { arrays: [await vae.sample(call.args.count)] };
      if (call.method === "decode") return { arrays: [await vae.decode(floatsOf(buffers[0]!))] };
      const { mean, logVariance } = await vae.encode(floatsOf(buffers[0]!));
      return { arrays: [mean, logVariance], latent: vae.options.model.latent };
    },
    /** Only training takes long. */
    cancel: () => void playground.pause(),
  };
}

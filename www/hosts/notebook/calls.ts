import type { Playground } from "../../shell/playground";
import type { State } from "../../run/store";
import { text } from "../../text";
import { floatsOf, type Call } from "./model";
import { answerOfPoints } from "./points";

/** What goes back to Python: arrays, and what it needs to read them. */
export interface Answer {
  arrays: ArrayBufferView[];
  [about: string]: unknown;
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

  async function train(epochs: number, ended: AbortSignal): Promise<Answer> {
    ended.addEventListener("abort", () => void playground.pause(), { once: true });
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

  async function reply(call: Call, buffers: DataView[], ended: AbortSignal): Promise<Answer> {
    if (call.method === "train") return train(call.args.epochs, ended);
    await until(playground, ({ phase, busy }) => phase === "training" || (phase === "idle" && !busy), signal);
    const vae = model();
    const values = buffers[0] ? floatsOf(buffers[0]) : new Float32Array();
    switch (call.method) {
      case "sample":
        return { arrays: [await vae.sample(call.args.count)] };
      case "decode":
        return { arrays: [await vae.decode(values)] };
      case "encode": {
        const { mean, logVariance } = await vae.encode(values);
        return { arrays: [mean, logVariance], latent: vae.options.model.latent };
      }
      case "traverse": {
        const { places, images } = await vae.traverse(values, call.args);
        return { arrays: [images], places };
      }
      default: {
        const { instrument } = playground;
        return answerOfPoints(call, values, {
          vae,
          instrument,
          dataset: store.state.dataset!,
          signal: ended,
        });
      }
    }
  }

  /** Ends what Python no longer waits for. */
  const underWay = new Map<number, AbortController>();
  return {
    async answer(call: Call, buffers: DataView[]): Promise<Answer> {
      const own = new AbortController();
      underWay.set(call.id, own);
      try {
        return await reply(call, buffers, own.signal);
      } finally {
        underWay.delete(call.id);
      }
    },
    cancel: (id: number) => underWay.get(id)?.abort(),
  };
}

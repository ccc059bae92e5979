import type { Playground } from "../playground/playground";
import { ready } from "./calls";
import type { Config, Model } from "./model";
import type { Send } from "./send";

/** The history goes to Python this often while training. */
const progressMs = 250;
/** Added to a target that was reached when Python asks for more, as the button does. */
const more = 100;

function same(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return Object.is(a, b);
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => same(a[key as keyof typeof a], b[key as keyof typeof b]))
  );
}

/** Keeps Python's traits and the playground's state alike. Returns what waits for Python to have the latest model. */
export function followState(playground: Playground, kernel: Model, send: Send, signal: AbortSignal) {
  const { store, session } = playground;
  const { state } = store;
  const part = store.part();

  function tell(name: "config" | "training" | "z", value: unknown): void {
    if (same(value, kernel.get(name as "z"))) return;
    kernel.set(name, value);
    kernel.save_changes();
  }

  // The curves, a run at a time: a new start or an opened model begins another one.
  let run = 0;
  let told = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  function tellProgress(): void {
    clearTimeout(timer);
    timer = undefined;
    const { reconstruction, kl } = state.history;
    const columns = [reconstruction[0], reconstruction[1], kl[1], reconstruction[2], kl[2]] as const;
    const rows = Array.from({ length: columns[0].length - told }, (_, row) =>
      columns.map((column) => column[told + row] ?? null),
    );
    told += rows.length;
    if (rows.length > 0) send({ kind: "progress", run, rows });
  }

  /** The model, its options and its step of which Python was told last. */
  let known: unknown[] = [];
  let telling: Promise<void> = Promise.resolve();
  async function tellRest(): Promise<void> {
    const { vae } = session;
    const now = [vae, state.revision, state.step, state.dataset];
    if (!vae || !ready(state) || same(now, known)) return;
    known = now;
    try {
      const [posterior, model] = await Promise.all([vae.embed(), vae.save()]);
      if (vae !== session.vae || state.step !== now[2]) return;
      tellProgress();
      send({ kind: "rest", latent: vae.options.model.latent }, [posterior.mean, model]);
    } catch (error) {
      if (vae === session.vae) session.fail((error as Error).message);
    }
  }
  function rest(): Promise<void> {
    telling = telling.then(tellRest).then(() => tell("training", state.phase === "training"));
    return telling;
  }

  const config = (): Config => ({ device: state.choice, ...state.options });
  let selection = state.selection;
  part.listen((changed) => {
    if (changed.has("history")) {
      if (state.history.reconstruction[0].length < told || state.step === 0) {
        run += 1;
        told = 0;
      }
      timer ??= setTimeout(tellProgress, progressMs);
    }
    if (changed.has("phase") && state.phase === "training") tell("training", true);
    if (changed.has("phase") || changed.has("busy") || changed.has("step")) void rest();
    if (changed.has("options") || changed.has("choice")) tell("config", config());
    if (changed.has("z") && [0, state.options.model.latent].includes(state.z.length)) tell("z", state.z);
    if (changed.has("selection") && state.selection !== selection) {
      selection = state.selection;
      send({ kind: "selection" }, [selection!]);
    }
    if (changed.has("problem")) send({ kind: "problem", message: state.problem?.message ?? "" });
  });

  function hearTraining(): void {
    const wanted = kernel.get("training");
    if (wanted === (state.phase === "training")) return;
    if (!wanted) return void session.pause();
    if (state.epoch >= state.target) store.set({ target: state.epoch + more });
    session.train();
  }

  async function hearConfig(): Promise<void> {
    const { device, ...options } = kernel.get("config");
    const now = config();
    if (same({ device, ...options }, now)) return;
    const anew = !same({ ...options, device, training: null }, { ...now, training: null });
    if (anew) await session.reset(device, options);
    else await session.setTraining(options.training);
    // What the engine refused is not in force.
    tell("config", config());
  }

  const hearZ = () => {
    if (!same(kernel.get("z"), state.z)) store.set({ z: kernel.get("z") });
  };
  const listeners = { training: hearTraining, config: () => void hearConfig(), z: hearZ };
  for (const [name, listener] of Object.entries(listeners)) kernel.on(`change:${name}`, listener);
  hearZ();

  signal.addEventListener("abort", () => {
    clearTimeout(timer);
    part.destroy();
    for (const [name, listener] of Object.entries(listeners)) kernel.off(`change:${name}`, listener);
  });

  return {
    rest,
    /** Rows that Python selected; they are not sent back. */
    select(rows: Uint32Array) {
      selection = rows;
      store.set({ selection: rows });
    },
  };
}

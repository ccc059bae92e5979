import type { Playground } from "../../shell/playground";
import { ready } from "./calls";
import type { Config, Model } from "./model";
import type { FollowedModel } from "./kernel-model";
import type { Send } from "./send";

/** The history goes to Python this often while training. */
const progressMs = 250;

interface Following {
  send: Send;
  /** The model, where it lives in the kernel. */
  followed: FollowedModel | null;
  signal: AbortSignal;
}

/** Tells Python what changes here. Returns what resolves when Python has the latest model. */
export function followState(playground: Playground, kernel: Model, { send, followed, signal }: Following) {
  const { store, session } = playground;
  const { state } = store;
  const part = store.part();

  /** For hosts that run cells again when something has changed. */
  function count(): void {
    kernel.set("revision", kernel.get("revision") + 1);
    kernel.save_changes();
  }

  // The curves, a run at a time: a new start or an opened model begins another one.
  let run = 1;
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

  /** What Python was told last: of which model, and after which start and step of it. */
  let known: unknown[] = [];
  async function tellModel(): Promise<void> {
    const { vae } = session;
    const now = [vae, state.revision, state.step];
    if (!vae || !ready(state) || now.every((value, i) => value === known[i])) return;
    known = now;
    if (followed?.known) return;
    try {
      const [posterior, model] = await Promise.all([vae.embed(), vae.save()]);
      // Something else has begun meanwhile, at whose end Python is told.
      if (vae !== session.vae || state.step !== now[2]) return;
      tellProgress();
      send({ kind: "rest", latent: vae.options.model.latent }, [posterior.mean, model]);
    } catch (error) {
      if (vae === session.vae) session.fail((error as Error).message);
    }
  }
  let training = false;
  async function tellRest(): Promise<void> {
    await tellModel();
    if (!training || state.phase === "training" || signal.aborted) return;
    training = false;
    send({ kind: "training", value: false });
    count();
  }
  let telling: Promise<void> = Promise.resolve();
  const rest = () => (telling = telling.then(tellRest));

  const config = (): Config => ({ device: state.choice, ...state.options });
  const tellConfig = () => send({ kind: "config", value: config() });
  let selection = state.selection;
  part.listen((changed) => {
    if (changed.has("history")) {
      if (state.history.reconstruction[0].length < told) {
        run += 1;
        told = 0;
      }
      timer ??= setTimeout(tellProgress, progressMs);
    }
    if (changed.has("phase") && state.phase === "training") {
      training = true;
      send({ kind: "training", value: true });
    }
    if (changed.has("phase") || changed.has("busy") || changed.has("step")) void rest();
    if (changed.has("options") || changed.has("choice")) tellConfig();
    if (changed.has("z") && [0, state.options.model.latent].includes(state.z.length)) {
      send({ kind: "z", value: state.z });
      count();
    }
    if (changed.has("selection") && state.selection !== selection) {
      selection = state.selection;
      send({ kind: "selection" }, [selection]);
      count();
    }
    if (changed.has("problem")) send({ kind: "problem", message: state.problem?.message ?? "" });
  });
  signal.addEventListener("abort", () => {
    clearTimeout(timer);
    part.destroy();
  });
  if (session.vae) tellConfig();
  void rest();

  return {
    rest,
    tellConfig,
    /** Rows that Python selected; they are not sent back. */
    select(rows: Uint32Array) {
      selection = rows;
      store.set({ selection: rows });
    },
  };
}

import { loadLater } from "#languages/later";
import { catalogue } from "../data/catalogue";
import { recognise, type TrainedOn } from "../data/recognise";
import { h, setText, whenChosen } from "../dom";
import { download } from "../export/download";
import { checkpointName } from "../run/checkpoint-file";
import type { Loader } from "../run/loader";
import type { Session } from "../run/session";
import type { Problem, Store } from "../run/store";
import { text } from "../text";

const words = text.modelFile;

/**
 * Saves the model and its training as one file, and opens such a file again; saves the model as a program, and the run as a
 * page with what `frame` shows.
 */
export function mountModelFile(
  host: HTMLElement,
  frame: HTMLElement,
  store: Store,
  session: Session,
  loader: Loader | null,
) {
  const released = new AbortController();
  const { signal } = released;
  const save = h("button", { type: "button" }, words.save);
  const choose = h("button", { type: "button" }, words.open);
  const report = h("button", { type: "button" }, words.report);
  const torch = h("button", { type: "button" }, words.torch);
  const input = h("input", {
    type: "file",
    accept: ".safetensors",
    hidden: true,
    "aria-label": words.input,
  });
  const said = h("p", { class: "help", role: "status" });
  const buttons = h("div", { class: "buttons" }, save, choose, torch, report);
  const panel = h(
    "section",
    { class: "model-file", "aria-label": words.region },
    buttons,
    input,
    h("p", { class: "help" }, words.about),
    said,
  );
  host.append(panel);

  async function saveNow(): Promise<void> {
    save.disabled = true;
    const saved = await session.save();
    const { dataset } = store.state;
    enable();
    if (!saved) return;
    const { bytes, step } = saved;
    const name = checkpointName(dataset?.name ?? "model", step);
    download(name, new Blob([bytes as Uint8Array<ArrayBuffer>], { type: "application/octet-stream" }));
    store.set({ filed: step });
    setText(said, words.saved(name, step));
  }

  /** Saves another kind of file; what writes it comes when it is asked for. */
  async function saveAs(
    button: HTMLButtonElement,
    ending: string,
    make: (set: string) => Promise<{ content: Blob; step: number } | null>,
    told: (name: string) => string,
  ): Promise<void> {
    button.disabled = true;
    try {
      const set = store.state.dataset?.name ?? "model";
      const made = await make(set);
      if (!made) return;
      const name = checkpointName(set, made.step).replace(/safetensors$/, ending);
      download(name, made.content);
      setText(said, told(name));
    } catch (error) {
      session.fail(words.notWritten((error as Error).message));
    } finally {
      enable();
    }
  }

  async function torchOf(set: string) {
    const { modelOf, torchProgram } = await import("../export/torch");
    const saved = await session.save();
    if (!saved) return null;
    const { step, bytes } = saved;
    const checkpoint = bytes.slice().buffer;
    const { model, shape } = modelOf(checkpoint);
    const structure = await session.ask((vae) => vae.structure({ model }, shape));
    if (!structure) return null;
    const program = torchProgram(checkpoint, structure.plan, `${set}, after ${step} steps`);
    return { step, content: new Blob([program], { type: "text/x-python" }) };
  }

  async function reportOfRun() {
    await loadLater();
    const { reportOf } = await import("./report");
    const { state } = store;
    if (!state.dataset || !session.vae) return null;
    const { step } = state;
    return { step, content: await reportOf(state, session.vae.parameters, frame) };
  }

  async function openNow(file: File): Promise<void> {
    setText(said, words.opening(file.name));
    const { revision } = store.state;
    await session.restore(file, { offers: (images) => offers(file, images) });
    const { step } = store.state;
    const opened = store.state.revision !== revision;
    if (opened) store.set({ filed: step });
    setText(said, opened ? words.opened(file.name, step) : "");
  }

  /** To load what a model was trained on, where that is known, and go on with it. */
  function offers(file: File, images: TrainedOn): Problem["actions"] {
    if (!loader) return [];
    const sets = recognise(images, file.name).filter(({ id }) => loader.offers(id));
    return sets.map(({ id, preparation }) => ({
      label: words.loadAndOpen(catalogue[id].name),
      async run() {
        if (!(await loader.load(id, preparation))) await openNow(file);
      },
    }));
  }

  function open(file: File): void {
    const { phase, busy } = store.state;
    if (busy || phase === "opening" || phase === "dead") {
      return session.fail(words.notReady(file.name));
    }
    void openNow(file);
  }

  function enable(): void {
    const { phase, busy } = store.state;
    const none = busy || phase === "opening" || phase === "dead";
    for (const button of [save, choose, torch, report]) button.disabled = none;
  }

  save.addEventListener("click", () => void saveNow(), { signal });
  torch.addEventListener("click", () => void saveAs(torch, "py", torchOf, words.torchSaved), { signal });
  report.addEventListener("click", () => void saveAs(report, "html", reportOfRun, words.reportSaved), {
    signal,
  });
  choose.addEventListener("click", () => input.click(), { signal });
  whenChosen(input, signal, ([file]) => open(file!));
  store.watch(["phase", "busy"], enable);

  return {
    /** Beside which others may put theirs. */
    buttons,
    open,
    destroy() {
      released.abort();
      panel.remove();
    },
  };
}

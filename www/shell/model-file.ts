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

/** Saves the model and its training as one file, and opens such a file again. */
export function mountModelFile(host: HTMLElement, store: Store, session: Session, loader: Loader | null) {
  const released = new AbortController();
  const { signal } = released;
  const save = h("button", { type: "button" }, words.save);
  const choose = h("button", { type: "button" }, words.open);
  const input = h("input", {
    type: "file",
    accept: ".safetensors",
    hidden: true,
    "aria-label": words.input,
  });
  const said = h("p", { class: "help", role: "status" });
  const buttons = h("div", { class: "buttons" }, save, choose);
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
    save.disabled = choose.disabled = busy || phase === "opening" || phase === "dead";
  }

  save.addEventListener("click", () => void saveNow(), { signal });
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

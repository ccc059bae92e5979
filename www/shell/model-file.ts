import { catalogue } from "../data/catalogue";
import { recognise, slug, type TrainedOn } from "../data/recognise";
import { h, setText, whenChosen } from "../dom";
import { download } from "../export/download";
import type { Loader } from "../run/loader";
import type { Session } from "../run/session";
import type { Problem, Store } from "../run/store";
import { text } from "../text";

const words = text.modelFile;

/** Saves the model and its training as one file, and opens such a file again. */
export function mountModelFile(host: HTMLElement, store: Store, session: Session, loader: Loader | null) {
  const released = new AbortController();
  const { signal } = released;
  /** The step that the latest saved or opened file has. */
  let kept = 0;
  const save = h("button", { type: "button" }, words.save);
  const choose = h("button", { type: "button" }, words.open);
  const input = h("input", {
    type: "file",
    accept: ".safetensors",
    hidden: true,
    "aria-label": words.input,
  });
  const said = h("p", { class: "help", role: "status" });
  const panel = h(
    "section",
    { class: "model-file", "aria-label": words.region },
    h("div", { class: "buttons" }, save, choose),
    input,
    h("p", { class: "help" }, words.about),
    said,
  );
  host.append(panel);

  async function saveNow(): Promise<void> {
    save.disabled = true;
    const bytes = await session.save();
    const { step, dataset } = store.state;
    enable();
    if (!bytes) return;
    const name = `vae-${slug(dataset?.name ?? "model")}-step-${step}.safetensors`;
    download(name, new Blob([bytes as Uint8Array<ArrayBuffer>], { type: "application/octet-stream" }));
    kept = step;
    setText(said, words.saved(name, step));
  }

  async function openNow(file: File): Promise<void> {
    setText(said, words.opening(file.name));
    const { revision } = store.state;
    await session.restore(file, { offers: (images) => offers(file, images) });
    const { step } = store.state;
    const opened = store.state.revision !== revision;
    if (opened) kept = step;
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

  /** Asks first where there is something to lose. */
  function open(file: File): void {
    const { phase, busy, step } = store.state;
    if (busy || phase === "opening" || phase === "dead") {
      return session.fail(words.notReady(file.name));
    }
    if (step === kept || step === 0) return void openNow(file);
    session.fail(words.replaces(file.name, step), [
      { label: words.openAnyway, run: () => void openNow(file) },
    ]);
  }

  function enable(): void {
    const { phase, busy } = store.state;
    save.disabled = choose.disabled = busy || phase === "opening" || phase === "dead";
  }

  save.addEventListener("click", () => void saveNow(), { signal });
  choose.addEventListener("click", () => input.click(), { signal });
  whenChosen(input, signal, ([file]) => open(file!));
  store.watch(["phase", "busy"], enable);
  store.watch(["step"], ({ step }) => {
    if (step === 0) kept = 0;
  });

  return {
    open,
    destroy() {
      released.abort();
      panel.remove();
    },
  };
}

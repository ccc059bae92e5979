import { h, setText } from "../dom";
import { download } from "../run/checkpoint-file";
import type { Session } from "../run/session";
import type { Store } from "../run/store";
import { text } from "../text";
import { counted } from "../text/format";

const steps = (step: number) => counted(step, text.shell.modelFile.step);

/** Saves the model and its training as one file, and opens such a file again. */
export function mountModelFile(host: HTMLElement, store: Store, session: Session) {
  const { modelFile: words } = text.shell;
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
    { class: "model-file", "aria-label": words.label },
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
    const set = (dataset?.name ?? "model").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-");
    const name = `vae-${set}-step-${step}.safetensors`;
    download(name, bytes);
    kept = step;
    setText(said, words.saved(name, steps(step)));
  }

  async function openNow(file: File): Promise<void> {
    setText(said, words.opening(file.name));
    const { revision } = store.state;
    await session.restore(file);
    const { step } = store.state;
    const opened = store.state.revision !== revision;
    if (opened) kept = step;
    setText(said, opened ? words.opened(file.name, steps(step)) : "");
  }

  /** Asks first where there is something to lose. */
  function open(file: File): void {
    const { phase, busy, step } = store.state;
    if (busy || phase === "opening" || phase === "dead") {
      return session.fail(words.notReady(file.name));
    }
    if (step === kept || step === 0) return void openNow(file);
    session.fail(words.replaces(file.name, steps(step)), [
      { label: words.openIt, run: () => void openNow(file) },
    ]);
  }

  function enable(): void {
    const { phase, busy } = store.state;
    save.disabled = choose.disabled = busy || phase === "opening" || phase === "dead";
  }

  save.addEventListener("click", () => void saveNow(), { signal });
  choose.addEventListener("click", () => input.click(), { signal });
  input.addEventListener(
    "change",
    () => {
      const file = input.files?.[0];
      // So that choosing the same file again is a change.
      input.value = "";
      if (file) open(file);
    },
    { signal },
  );
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

import { h, setText } from "../dom";
import { download } from "../run/checkpoint-file";
import type { Session } from "../run/session";
import type { Store } from "../run/store";

const count = new Intl.NumberFormat("en");

/** Saves the model and its training as one file, and opens such a file again. */
export function mountModelFile(host: HTMLElement, store: Store, session: Session) {
  const released = new AbortController();
  const { signal } = released;
  /** The step that the latest saved or opened file has. */
  let kept = 0;
  const save = h("button", { type: "button" }, "Save model");
  const choose = h("button", { type: "button" }, "Open model");
  const input = h("input", {
    type: "file",
    accept: ".safetensors",
    hidden: true,
    "aria-label": "Saved model file",
  });
  const said = h("p", { class: "help", role: "status" });
  const what =
    "One file with weights, settings and training, to go on from later. Drop one on the page to open it.";
  const panel = h(
    "section",
    { class: "model-file", "aria-label": "Model file" },
    h("div", { class: "buttons" }, save, choose),
    input,
    h("p", { class: "help" }, what),
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
    setText(said, `Saved ${name}, after ${count.format(step)} steps.`);
  }

  async function openNow(file: File): Promise<void> {
    setText(said, `Opening ${file.name}…`);
    const { revision } = store.state;
    await session.restore(file);
    const { step } = store.state;
    const opened = store.state.revision !== revision;
    if (opened) kept = step;
    setText(said, opened ? `Opened ${file.name}, after ${count.format(step)} steps.` : "");
  }

  /** Asks first where there is something to lose. */
  function open(file: File): void {
    const { phase, busy, step } = store.state;
    if (busy || phase === "opening" || phase === "dead") {
      return session.fail(
        `${file.name} was not opened: there is no model that is ready yet. Try again soon.`,
      );
    }
    if (step === kept || step === 0) return void openNow(file);
    session.fail(
      `Opening ${file.name} replaces the model on this page, whose ${count.format(step)} steps are not saved.`,
      [{ label: "Open it", run: () => void openNow(file) }],
    );
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

import { isAsProposed } from "../data/proposals";
import { h, setText } from "../dom";
import type { DeviceChoice, SessionOptions } from "../engine/protocol";
import { readAll, type Editor } from "./kit/editor";
import { createFieldEditors, fieldEditor } from "./kit/field-editors";
import { createChoices, createField, type Field } from "./kit/fields";
import { createModelSettings } from "./model";
import { option } from "./option";
import type { Session } from "../run/session";
import type { Store } from "../run/store";
import { text } from "../text";
import { createTrainingSettings } from "./training";

/** Settings that few need, folded; the summary says which of them are chosen. */
interface FoldAbout {
  name: string;
  editors: { element: HTMLElement }[];
  summary: () => string;
}

const elements = (editors: { element: HTMLElement }[]) => editors.map(({ element }) => element);

function createFold({ name, editors, summary }: FoldAbout) {
  const chosen = h("small", {});
  const element = h(
    "details",
    { class: "more" },
    h("summary", {}, h("span", {}, name), chosen),
    h("div", { class: "fields" }, ...elements(editors)),
  );
  return { element, update: () => setText(chosen, summary()) };
}

/** Whether an editor, as it is, asks for something else than what is in force. */
function differs<T>(editor: Editor<T>, inForce: T): boolean {
  const reading = editor.read();
  return "wrong" in reading || JSON.stringify(reading.value) !== JSON.stringify(editor.complete(inForce));
}

/** The form of all options, which `reveal` brings on screen. Returns what the run bar needs to apply them. */
export function mountSettings(host: HTMLElement, store: Store, session: Session, reveal: () => void) {
  const released = new AbortController();
  const { signal } = released;
  const { number } = createFieldEditors(signal);
  const words = text.settings.form;
  const epochs = number({ ...option("epochs"), initial: store.state.target });
  const seed = number({ ...option("seed"), initial: store.state.options.seed });
  const about = text.settings.options.device;
  const choices = createChoices<DeviceChoice>(about.choices, signal, changed);
  const device = fieldEditor<DeviceChoice>(
    createField(about.label, about.help, choices.element, signal),
    choices,
    store.state.choice,
    (value) => value as DeviceChoice,
    (choice) => choice,
  );
  device.element.classList.add("below");
  const training = createTrainingSettings(signal);
  const model = createModelSettings(signal, () => {
    const shape = store.state.dataset?.images.shape;
    return shape && Math.min(shape[1], shape[2]);
  });
  /** Something is being typed: it is not read before it is done. */
  let typing = false;
  const folds = [training, model].map(({ groups }) => groups.map(createFold));

  const pendingNote = h("p", { class: "pending", hidden: true, role: "status" }, words.pending);
  const proposed = h("p", { class: "help", role: "status" });
  const follow = h("button", { type: "button" }, words.follow);
  const proposal = h("div", { class: "fields proposal", hidden: true }, proposed, follow);
  const form = h(
    "form",
    { class: "settings", "aria-label": words.name },
    proposal,
    h("h3", {}, words.training, h("small", {}, words.atOnce)),
    h("div", { class: "fields" }, ...elements([epochs, ...training.basic])),
    ...elements(folds[0]!),
    h("h3", {}, words.model, h("small", {}, words.onReset)),
    h("div", { class: "fields" }, ...elements([...model.basic, device, seed])),
    ...elements(folds[1]!),
    pendingNote,
  );
  host.append(form);

  /** Shows what is in force; what a person has typed and not yet applied goes only where that is asked for. */
  function fill(evenOverEdits: boolean): void {
    const { options, choice, target } = store.state;
    epochs.show(target, evenOverEdits);
    device.show(choice, evenOverEdits);
    seed.show(options.seed, evenOverEdits);
    training.editor.show(training.editor.complete(options.training), evenOverEdits);
    model.editor.show(model.editor.complete(options.model), evenOverEdits);
    if (!typing || evenOverEdits) changed();
  }

  const readForm = () =>
    readAll<SessionOptions & { epochs: number }>({
      epochs,
      training: training.editor,
      model: model.editor,
      seed,
    });

  /** Says which model the form asks for, to those who show it. */
  function tellModel(): void {
    const reading = model.editor.read();
    const typed = "value" in reading ? reading.value : null;
    if (JSON.stringify(typed) !== JSON.stringify(store.state.typed)) store.set({ typed });
  }

  /** Says what is wrong, applies what can be applied while training, and tells what needs a reset. */
  function changed(): void {
    typing = false;
    const { options, choice } = store.state;
    training.reveal();
    model.reveal();
    for (const fold of folds.flat()) fold.update();
    const target = epochs.read();
    if ("value" in target) store.set({ target: target.value });
    const settings = training.editor.read();
    if ("value" in settings && differs(training.editor, options.training)) {
      void session.setTraining(settings.value);
    }
    if (store.state.unfit !== null) {
      const reading = readForm();
      store.set({ unfit: "wrong" in reading ? words.notReset(reading.wrong.error) : null });
    }
    // All are asked, so that each says what is wrong with it.
    const pending = [
      differs(device, choice),
      differs(model.editor, options.model),
      differs(seed, options.seed),
    ].includes(true);
    pendingNote.hidden = !pending;
    store.set({ pending });
    tellModel();
    compare();
  }

  /** Says whether the form has what the data set proposes. */
  function compare(): void {
    const { dataset } = store.state;
    proposal.hidden = !dataset?.proposal;
    if (!dataset?.proposal) return;
    const reading = readForm();
    const own = "wrong" in reading || !isAsProposed(reading.value, dataset.proposal);
    setText(proposed, (own ? words.own : words.proposed)(dataset.name));
    follow.hidden = !own;
  }

  /** Fills in what the data set proposes. */
  function followProposal(): void {
    const now = store.state.dataset?.proposal;
    if (!now) return;
    const { options } = store.state;
    epochs.enter(now.epochs);
    training.editor.enter(training.editor.complete({ ...options.training, ...now.training }));
    model.editor.enter(model.editor.complete({ ...options.model, ...now.model }));
    changed();
    // The button is gone, and the focus with it.
    epochs.input.focus();
  }

  /** Where a person can mend it, which may be in a fold. */
  function focus({ control }: Field): void {
    reveal();
    for (let at = control.closest("details"); at; at = at.parentElement!.closest("details")) at.open = true;
    control.focus();
  }

  function reset(): void {
    changed();
    const reading = readForm();
    if ("wrong" in reading) {
      // The model that is to go is not trained on meanwhile.
      void session.pause();
      store.set({ unfit: words.notReset(reading.wrong.error) });
      return focus(reading.wrong);
    }
    const { model: network, training: settings, seed: number } = reading.value;
    void session.reset(choices.value, { model: network, training: settings, seed: number });
  }

  form.addEventListener("submit", (event) => event.preventDefault(), { signal });
  follow.addEventListener("click", followProposal, { signal });
  form.addEventListener("input", () => (typing = true), { signal });
  form.addEventListener("change", changed, { signal });
  // A text that is again what it was does not count as a change.
  form.addEventListener("focusout", () => typing && changed(), { signal });
  // Who trains on has decided.
  store.watch(["phase"], ({ phase }) => phase === "training" && store.set({ unfit: null }));
  // Who else sets a model fills it in here, at once, before the form says its own again.
  store.listen((keys) => {
    const { typed } = store.state;
    if (!keys.has("typed") || !typed || !differs(model.editor, typed)) return;
    model.editor.enter(model.editor.complete(typed));
    changed();
  });
  let revision = -1;
  // How many convolutions there may be depends on the images.
  store.watch(["options", "choice", "target", "dataset", "revision"], (now) => {
    const replaced = now.revision !== revision;
    revision = now.revision;
    fill(replaced);
  });

  return {
    reset,
    destroy() {
      released.abort();
      form.remove();
    },
  };
}

import { createDialog } from "../dialog";
import { h, setText } from "../dom";
import { download } from "../export/download";
import { checkpointName } from "../run/checkpoint-file";
import type { Session } from "../run/session";
import type { Store } from "../run/store";
import { text } from "../text/later";
import type { Autosave } from "./autosave";
import type { Entry } from "./entry";
import { createRow, titleOf } from "./row";
import type { Shelf } from "./shelf";
import { staysOf } from "./visit";

const words = text.keep.drawer;

interface DrawerOptions {
  store: Store;
  session: Session;
  shelf: Shelf;
  scope: string;
  autosave: Autosave;
  /** Goes on from an entry, where that can be done; else it says why not. */
  open(entry: Entry): Promise<void>;
  buttons: HTMLElement;
  frame: HTMLElement;
}

/** What there is to be listed: a person's copies, and of each stay the latest. */
const listed = (entries: readonly Entry[]) => {
  const latest = new Set(staysOf(entries).map(([entry]) => entry));
  return entries.filter((entry) => entry.name !== null || latest.has(entry));
};

/** Lists the kept models; each can be opened, exported, renamed and deleted, and the one that is there kept under a name. */
export function mountDrawer(options: DrawerOptions) {
  const { store, session, shelf, scope, autosave, buttons, frame } = options;
  const released = new AbortController();
  const { signal } = released;
  const opener = h("button", { type: "button", "aria-haspopup": "dialog" }, text.keep.models);
  buttons.append(opener);

  const name = h("input", { type: "text", maxlength: 80 });
  const keep = h("button", { type: "submit", class: "primary" }, words.keep);
  const form = h(
    "form",
    {},
    h("p", { class: "help" }, words.keepHelp),
    h("div", { class: "buttons" }, h("label", {}, words.name, name), keep),
  );
  const said = h("p", { class: "help", role: "status" });
  const list = h("ul", { "aria-label": words.list });
  const { dialog, close } = createDialog(frame, words, "models", signal, form, said, list);

  /** What goes wrong is said where a person looks. */
  const doing = (work: () => Promise<void>) =>
    void work().catch((error: Error) => setText(said, text.keep.failed(error.message)));

  async function show(): Promise<void> {
    const entries = await shelf.list(scope);
    const rows = listed(entries).map((entry) =>
      createRow(entry, {
        here: entry.name === null && entry.session === autosave.stay,
        open: () => open(entry),
        export: () => doing(() => exportOne(entry)),
        rename: (to) => doing(() => change(shelf.rename(entry.id, to))),
        remove: () =>
          doing(async () => {
            const all = entries.filter(({ session, name }) => name === null && session === entry.session);
            await change(shelf.remove(entry.name === null ? all : [entry]), words.removed(titleOf(entry)));
          }),
      }),
    );
    list.replaceChildren(...(rows.length > 0 ? rows : [h("li", { class: "help" }, words.empty)]));
  }

  async function change(changed: Promise<void>, message = ""): Promise<void> {
    await changed;
    setText(said, message);
    await show();
    // The button that was pressed is gone.
    close.focus();
  }

  function open(entry: Entry): void {
    dialog.close();
    void options.open(entry);
  }

  async function exportOne({ id, set, step }: Entry): Promise<void> {
    const checkpoint = await shelf.checkpoint(id);
    if (!checkpoint) throw new Error(text.keep.gone);
    const file = checkpointName(set, step);
    download(file, new Blob([checkpoint], { type: "application/octet-stream" }));
    setText(said, words.exported(file));
  }

  async function keepNow(): Promise<void> {
    const moment = await session.moments.take("asked");
    if (!moment) return setText(said, words.nothingToKeep);
    const called = name.value.trim() || titleOf({ ...autosave.entryOf(moment, null) });
    await shelf.put(autosave.entryOf(moment, called), moment.checkpoint, moment.dataset);
    name.value = "";
    setText(said, words.kept(called));
    await show();
  }

  opener.addEventListener(
    "click",
    () => {
      setText(said, "");
      dialog.showModal();
      doing(show);
    },
    { signal },
  );
  form.addEventListener(
    "submit",
    (event) => {
      event.preventDefault();
      doing(keepNow);
    },
    { signal },
  );
  store.watch(["step", "diverged", "phase"], ({ step, diverged, phase }) => {
    keep.disabled = step === 0 || diverged || phase === "dead";
  });

  return {
    destroy() {
      released.abort();
      opener.remove();
    },
  };
}

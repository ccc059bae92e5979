import { h } from "../dom";
import { fixed } from "../text/format";
import { epochText } from "../text/epochs";
import { text } from "../text/later";
import { isolated } from "../text/isolate";
import type { Entry } from "./entry";
import { whenOf } from "./when";

const words = text.keep.drawer;

export interface RowOptions {
  /** It is what this page keeps by itself. */
  here: boolean;
  open(): void;
  export(): void;
  rename(to: string): void;
  remove(): void;
}

/** What an entry goes by. */
export const titleOf = ({ name, set, epoch }: Pick<Entry, "name" | "set" | "epoch">) =>
  name ?? words.untitled(set, epochText(epoch));

/** One kept model: what it is, and what can be done with it. */
export function createRow(
  entry: Entry,
  { here, open, rename, remove, ...options }: RowOptions,
): HTMLLIElement {
  const { name, set, epoch, test, train, when, bytes } = entry;
  const { model } = entry.options;
  const title = titleOf(entry);
  const loss = test ?? train;
  const button = (label: string, run: () => void) => {
    const made = h("button", { type: "button", "aria-label": words.about(label, title) }, label);
    made.addEventListener("click", run);
    return made;
  };
  const tools = h("div", { class: "buttons" });
  const row = h(
    "li",
    {},
    h("strong", {}, name !== null ? isolated(name) : here ? words.here : words.itself),
    h("span", {}, words.facts(set, words.settings(model.latent, model.encoder), epochText(epoch))),
    h("small", {}, words.more(loss && words.loss(fixed(loss.loss, 1)), whenOf(when), bytes)),
    tools,
  );

  function showTools(focus?: string): void {
    const all = [
      button(words.open, open),
      button(words.export, options.export),
      button(words.rename, showName),
      button(words.remove, showQuestion),
    ];
    tools.replaceChildren(...all);
    all.find(({ textContent }) => textContent === focus)?.focus();
  }

  function showName(): void {
    const input = h("input", {
      type: "text",
      maxlength: 80,
      value: title,
      "aria-label": words.about(words.name, title),
    });
    const form = h(
      "form",
      {},
      input,
      h("button", { type: "submit" }, words.save),
      button(words.cancel, () => showTools(words.rename)),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      rename(input.value.trim() || title);
    });
    tools.replaceChildren(form);
    input.select();
  }

  function showQuestion(): void {
    const cancel = button(words.cancel, () => showTools(words.remove));
    tools.replaceChildren(h("span", {}, words.removeForGood(title)), button(words.remove, remove), cancel);
    cancel.focus();
  }

  // Escape takes back what was begun, and leaves the list open.
  tools.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || tools.childElementCount === 4) return;
    event.preventDefault();
    event.stopPropagation();
    showTools(words.rename);
  });
  showTools();
  return row;
}

import { h } from "../dom";
import { text } from "../text/guide";
import type { Hideable } from "./rules";

const words = text.link;

export interface HidingOptions {
  frame: HTMLElement;
  /** Where the button that shows all controls again goes. */
  tools: HTMLElement;
  tell(message: string): void;
  /** A person wants all controls back. */
  onShowAll(): void;
}

/** Hides controls for a class, by `data-hide` on the frame, and refuses the files that one of them would have opened. */
export function mountHiding({ frame, tools, tell, onShowAll }: HidingOptions) {
  const released = new AbortController();
  const { signal } = released;
  let hidden: readonly Hideable[] = [];
  const show = h("button", { type: "button", hidden: true }, words.showAll);
  tools.append(show);
  show.addEventListener(
    "click",
    () => {
      hide([]);
      onShowAll();
    },
    { signal },
  );

  // Before the playground hears of them, which takes what is dropped for images or for a model.
  for (const type of ["dragenter", "dragover", "drop"] as const) {
    document.addEventListener(
      type,
      (event) => {
        const closed = hidden.includes("data") || hidden.includes("files");
        if (!closed || !event.dataTransfer?.types.includes("Files")) return;
        event.preventDefault();
        event.stopImmediatePropagation();
        if (type === "drop") tell(words.hiddenDrop);
      },
      { signal, capture: true },
    );
  }

  function hide(next: readonly Hideable[]): void {
    hidden = next;
    show.hidden = next.length === 0;
    if (next.length > 0) frame.dataset["hide"] = next.join(" ");
    else delete frame.dataset["hide"];
  }

  return {
    hide,
    get hidden() {
      return hidden;
    },
    destroy() {
      hide([]);
      released.abort();
      show.remove();
    },
  };
}

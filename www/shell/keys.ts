import { loadLater } from "#languages/later";
import { h } from "../dom";
import { text } from "../text";

/** The script of the list, after the words that it says. */
async function loadKeys() {
  await loadLater();
  return import("./key-list");
}

/** A button, and the key `?`, that open the list of all keys. It is fetched then; where it can't be, `onFail` is told. */
export function mountKeys(
  host: HTMLElement,
  frame: HTMLElement,
  { scope, onFail }: { scope: Document | HTMLElement; onFail: (why: string) => void },
) {
  const released = new AbortController();
  const { signal } = released;
  const button = h("button", { type: "button", class: "theme" }, text.shell.keys);
  host.append(button);

  function open(): void {
    if (frame.querySelector("dialog[open]")) return;
    loadKeys().then(
      ({ showKeys }) => signal.aborted || showKeys(frame, signal),
      ({ message }: Error) => onFail(text.panels.notLoaded(message)),
    );
  }

  button.addEventListener("click", open, { signal });
  scope.addEventListener(
    "keydown",
    (event) => {
      const { key } = event as KeyboardEvent;
      const [target] = event.composedPath();
      if (key !== "?" || !(target instanceof Element) || target.closest("input, select, textarea")) return;
      event.preventDefault();
      open();
    },
    { signal },
  );
  return {
    destroy() {
      released.abort();
      button.remove();
    },
  };
}

import { h } from "./dom";

/**
 * A dialog over the page with a title and a button that closes it, as do Escape and a press beside it; what had the focus has
 * it again then. It is gone when `signal` aborts.
 */
export function createDialog(
  frame: HTMLElement,
  words: { title: string; close: string },
  kind: string,
  signal: AbortSignal,
  ...content: HTMLElement[]
): { dialog: HTMLDialogElement; close: HTMLButtonElement } {
  const close = h("button", { type: "button" }, words.close);
  const head = h("header", {}, h("h2", {}, words.title), close);
  const dialog = h("dialog", { class: kind, "aria-label": words.title }, head, ...content);
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("pointerdown", ({ target, clientX, clientY }) => {
    const { left, right, top, bottom } = dialog.getBoundingClientRect();
    const beside = clientX < left || clientX > right || clientY < top || clientY > bottom;
    if (target === dialog && beside) dialog.close();
  });
  // The page's own keys are not meant here.
  dialog.addEventListener("keydown", (event) => event.stopPropagation());
  signal.addEventListener("abort", () => dialog.remove());
  frame.append(dialog);
  return { dialog, close };
}

import { h } from "../../dom";
import type { Store } from "../../run/store";
import { text } from "../../text/later";

const words = text.unit.fullScreen;

/** Where one column is all there is room for. */
const phone = "(width < 640px)";

/** Shows `content` over the whole screen of a phone when a value is chosen; a button or Escape leads back to where it was. */
export function mountFullScreen(host: HTMLElement, content: HTMLElement, store: Store) {
  const released = new AbortController();
  const { signal } = released;
  const back = h("button", { type: "button" }, words.back);
  const dialog = h("dialog", { class: "full-screen", "aria-label": text.unit.title }, back);
  host.append(content, dialog);
  const small = matchMedia(phone);
  let before = store.state.insideUnit;
  let opener: HTMLElement | null = null;

  function open(): void {
    const { activeElement } = host.getRootNode() as ShadowRoot;
    opener = host.contains(activeElement) ? null : (activeElement as HTMLElement | null);
    dialog.append(content);
    dialog.showModal();
    // What is below it has to be on screen, for a panel that is not is not kept up to date.
    host.scrollIntoView({ block: "nearest" });
  }
  back.addEventListener("click", () => dialog.close(), { signal });
  // The value stays chosen: other panels have more to do with it.
  dialog.addEventListener(
    "close",
    () => {
      host.prepend(content);
      opener?.scrollIntoView({ block: "center" });
      opener?.focus({ preventScroll: true });
    },
    { signal },
  );
  small.addEventListener("change", () => !small.matches && dialog.open && dialog.close(), { signal });
  store.watch(["insideUnit"], ({ insideUnit }) => {
    const chosen = insideUnit !== before;
    before = insideUnit;
    if (!insideUnit) return dialog.open ? dialog.close() : undefined;
    // On another workspace it would cover what a person looks at.
    if (chosen && small.matches && !dialog.open && host.checkVisibility()) open();
  });
  return {
    get open(): boolean {
      return dialog.open;
    },
    destroy() {
      released.abort();
      dialog.remove();
    },
  };
}

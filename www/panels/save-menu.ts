import { h } from "../dom";
import { canvasesOf } from "../export/canvases";
import { download } from "../export/download";
import { text } from "../text";

/** A file that can be saved of a view. */
export interface FileOffer {
  label: string;
  /** Of the file's name. */
  ending: "csv" | "npy" | "svg" | "png";
  make(): Blob | Promise<Blob>;
  /** Tells files of one view apart, where it has more than one of a kind. */
  part?: string;
}

const words = text.panels.save;

/** What makes a file comes when it is asked for. */
const pictureOf = async (view: HTMLElement) => (await import("../export/picture")).pictureOf(view);

/** What can be saved of a view: its picture, and what the panel offers. Made when it is opened. */
export function mountSaveMenu(
  tools: HTMLElement,
  view: HTMLElement,
  options: {
    title: string;
    offers(): readonly FileOffer[];
    name(offer: FileOffer): string;
    onFail(why: string): void;
  },
) {
  const released = new AbortController();
  const { signal } = released;
  const menu = h("div", { class: "save-menu" });
  const summary = h("summary", { "aria-label": words.about(options.title) }, words.button);
  const element = h("details", { class: "save" }, summary, menu);
  tools.append(element);

  async function save(offer: FileOffer): Promise<void> {
    element.open = false;
    summary.focus();
    try {
      download(options.name(offer), await offer.make());
    } catch (error) {
      options.onFail(words.failed((error as Error).message));
    }
  }

  element.addEventListener(
    "toggle",
    () => {
      if (!element.open) return menu.replaceChildren();
      const picture: FileOffer = { label: words.picture, ending: "png", make: () => pictureOf(view) };
      const offers = [...(canvasesOf(view).length > 0 ? [picture] : []), ...options.offers()];
      const buttons = offers.map((offer) => {
        const button = h("button", { type: "button" }, offer.label);
        button.addEventListener("click", () => void save(offer), { signal });
        return button;
      });
      menu.replaceChildren(...(buttons.length > 0 ? buttons : [h("p", {}, words.nothing)]));
    },
    { signal },
  );
  element.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || !element.open) return;
      event.stopPropagation();
      element.open = false;
      summary.focus();
    },
    { signal },
  );
  element.addEventListener(
    "focusout",
    ({ relatedTarget }) => {
      if (relatedTarget instanceof Node && !element.contains(relatedTarget)) element.open = false;
    },
    { signal },
  );
  // Pressed elsewhere, where nothing takes the focus.
  view.ownerDocument.addEventListener(
    "pointerdown",
    (event) => {
      if (!event.composedPath().includes(element)) element.open = false;
    },
    { signal },
  );
  return {
    destroy() {
      released.abort();
      element.remove();
    },
  };
}

import { h } from "../dom";
import { isPicture } from "../export/parts";
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
const pictures = () => import("../export/picture");
const captions = () => import("../export/caption");

/** The canvases of a view, with a caption: as they are, and in a document that other pictures can be put beside. */
const picturesOf = (view: HTMLElement, caption: () => readonly string[]): FileOffer[] => [
  {
    label: words.picture,
    ending: "png",
    make: async () => (await pictures()).pictureOf(view, caption()),
  },
  {
    label: words.drawing,
    ending: "svg",
    make: async () => (await pictures()).drawingOf(view),
  },
];

/** What can be saved of a view: its picture, and what the panel offers. Made when it is opened. */
export function mountSaveMenu(
  tools: HTMLElement,
  view: HTMLElement,
  options: {
    title: string;
    /** Lines below a picture that say what it is of. */
    caption(): readonly string[];
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
      const made = await offer.make();
      const isDrawing = offer.ending === "svg";
      download(
        options.name(offer),
        isDrawing ? await (await captions()).captionedSvg(made, options.caption()) : made,
      );
    } catch (error) {
      options.onFail(words.failed((error as Error).message));
    }
  }

  element.addEventListener(
    "toggle",
    () => {
      if (!element.open) return menu.replaceChildren();
      const shown = isPicture(view) ? picturesOf(view, options.caption) : [];
      const offers = [...shown, ...options.offers()];
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

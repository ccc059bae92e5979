import { createDialog } from "../dialog";
import { copyFrom, h, setText } from "../dom";
import { text } from "../text/guide";
import { drawCode } from "./code";
import { hideable, type Hideable } from "./rules";

const words = text.link;

export interface SharingOptions {
  /** What the dialog is put into. */
  frame: HTMLElement;
  /** Where the button that opens it goes. */
  tools: HTMLElement;
  /** The link to the page as it is, in which these are hidden; null where there is no model yet. */
  link(hide: readonly Hideable[]): string | null;
  /** The images are a person's own. */
  own(): boolean;
}

/** The button that shares the set-up as a link: to copy, as a QR code, with controls hidden for a class. */
export function mountSharing({ frame, tools, link, own }: SharingOptions) {
  const released = new AbortController();
  const { signal } = released;
  const opener = h("button", { type: "button", class: "to-share", "aria-haspopup": "dialog" }, words.button);
  tools.append(opener);
  const field = h("input", { type: "text", readonly: true, spellcheck: "false" });
  const copy = h("button", { type: "button", class: "primary" }, words.copy);
  const said = h("p", { class: "help", role: "status" });
  const ownNote = h("p", { class: "warning" }, words.own);
  const boxes = hideable.map((name) => h("input", { type: "checkbox", value: name }));
  const hiding = h(
    "details",
    { class: "more" },
    h("summary", {}, h("span", {}, words.hide)),
    h("p", { class: "help" }, words.hideHelp),
    ...boxes.map((box, i) => h("label", { class: "check" }, box, " ", words.hideable[hideable[i]!])),
  );
  const showCode = h("button", { type: "button", "aria-expanded": "false" }, words.code);
  const picture = h("div", { class: "qr", hidden: true });
  const { dialog } = createDialog(
    frame,
    words,
    "share",
    signal,
    h("p", { class: "help" }, words.about),
    ownNote,
    h("div", { class: "share-line" }, h("label", {}, words.field, field), copy),
    said,
    hiding,
    h("div", { class: "buttons" }, showCode),
    picture,
  );

  async function showAsCode(): Promise<void> {
    picture.replaceChildren();
    if (picture.hidden) return;
    const { value } = field;
    try {
      const drawn = await drawCode(value, words.codeLabel);
      if (value === field.value) picture.replaceChildren(drawn);
    } catch (error) {
      setText(said, words.noCode((error as Error).message));
    }
  }

  function update(): void {
    const chosen = boxes.filter((box) => box.checked).map((box) => box.value as Hideable);
    field.value = link(chosen) ?? "";
    setText(said, "");
    void showAsCode();
  }

  async function copyNow(): Promise<void> {
    setText(said, (await copyFrom(field)) ? words.copied : words.notCopied);
  }

  opener.addEventListener(
    "click",
    () => {
      ownNote.hidden = !own();
      update();
      dialog.showModal();
      field.select();
    },
    { signal },
  );
  copy.addEventListener("click", () => void copyNow(), { signal });
  hiding.addEventListener("change", update, { signal });
  showCode.addEventListener(
    "click",
    () => {
      picture.hidden = !picture.hidden;
      showCode.setAttribute("aria-expanded", String(!picture.hidden));
      setText(showCode, picture.hidden ? words.code : words.hideCode);
      void showAsCode();
    },
    { signal },
  );

  return {
    /** Before there is anything to share, it can't be. */
    enable: (ready: boolean) => (opener.disabled = !ready),
    destroy() {
      released.abort();
      opener.remove();
    },
  };
}

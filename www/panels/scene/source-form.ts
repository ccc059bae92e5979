import { h, setText } from "../../dom";
import { cameraOffered } from "../../scene/camera";
import type { Reading } from "../../scene/canvas";
import { createFieldEditors } from "../../settings/kit/field-editors";
import { union } from "../../settings/kit/union";
import { text } from "../../text/later";

const words = text.scene.source;

interface Read {
  longest: number;
  tones: "kept" | "exchanged";
}

/** Where a scene comes from. */
export type Source = ({ kind: "file" } & Read) | ({ kind: "camera" } & Read);

/** The longer side in pixels: more takes long to search. */
const longestSides = [16, 512] as const;

const readingOf = ({ longest, tones }: Source): Reading => ({ longest, exchanged: tones === "exchanged" });

/** Asks where the scene is to come from, and for a file. */
export function createSourceForm(
  signal: AbortSignal,
  tell: { onFile(file: File, reading: Reading): void; onCamera(reading: Reading): void; onClose(): void },
) {
  const { choice, number } = createFieldEditors(signal);
  const longest = number({
    label: words.longest,
    help: words.longestHelp,
    initial: 128,
    range: longestSides,
    whole: true,
  });
  const tones = choice({ label: words.tones, help: words.tonesHelp }, words.tonesOf);
  const source = union<Source>(
    { label: words.from, help: words.fromHelp, kinds: words.kinds },
    { file: { longest, tones }, camera: { longest, tones } },
    signal,
  );
  const start = h("button", { type: "submit" });
  const file = h("input", {
    type: "file",
    accept: "image/*,video/*",
    hidden: true,
    "aria-label": words.fileLabel,
  });
  const close = h("button", { type: "button" });
  const note = h("p", { class: "help" });
  const element = h(
    "form",
    { class: "scene-form", "aria-label": words.title },
    source.element,
    h("div", { class: "buttons" }, start, close, file),
    note,
  );

  function reveal(): void {
    const { kind } = source;
    setText(start, words.kinds[kind].start);
    start.disabled = kind === "camera" && !cameraOffered();
    setText(note, kind === "camera" ? (cameraOffered() ? words.cameraNote : words.noCameraHere) : "");
  }
  reveal();

  element.addEventListener("change", reveal, { signal });
  element.addEventListener(
    "submit",
    (event) => {
      event.preventDefault();
      const wanted = source.read();
      if ("wrong" in wanted) return wanted.wrong.control.focus();
      if (wanted.value.kind === "file") file.click();
      else tell.onCamera(readingOf(wanted.value));
    },
    { signal },
  );
  file.addEventListener(
    "change",
    () => {
      const [chosen] = file.files!;
      const wanted = source.read();
      // So that choosing the same file again is a change.
      file.value = "";
      if (chosen && "value" in wanted) tell.onFile(chosen, readingOf(wanted.value));
    },
    { signal },
  );
  close.addEventListener("click", tell.onClose, { signal });

  return {
    element,
    /** Whether there is something to close, and whether that is the camera. */
    show(open: "camera" | "other" | null) {
      close.hidden = open === null;
      setText(close, open === "camera" ? words.stopCamera : words.close);
    },
  };
}

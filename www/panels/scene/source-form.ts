import { range } from "../../engine/limits";
import { h, setText, whenChosen } from "../../dom";
import { cameraOffered } from "../../scene/camera";
import { createFieldEditors } from "../../settings/kit/field-editors";
import { union } from "../../settings/kit/union";
import { text } from "../../text/later";

const words = text.scene.source;

export type Ground = "black" | "texture" | "landscape";

interface Read {
  longest: number;
  tones: "kept" | "exchanged";
}

/** Where a scene comes from. */
export type Source =
  | {
      kind: "composed";
      side: number;
      objects: number;
      overlap: "none" | "some" | "much";
      ground: Ground;
      seed: number;
    }
  | { kind: "street"; side: number; traffic: number; flicker: number; seed: number }
  | ({ kind: "file" } & Read)
  | ({ kind: "camera" } & Read);

/** In pixels: more takes long to search. */
const [leastSide, mostSide] = [16, 512];

/** Asks where the scene is to come from, and for a file; `side` is what suits a composed one. */
export function createSourceForm(
  signal: AbortSignal,
  side: number,
  tell: { onStart(source: Source, file?: File): void; onClose(): void },
) {
  const { choice, number } = createFieldEditors(signal);
  const whole = (label: string, help: string, initial: number, range: readonly [number, number]) =>
    number({ label, help, initial, range, whole: true });
  const longest = whole(words.longest, words.longestHelp, 128, [leastSide, mostSide]);
  const tones = choice({ label: words.tones, help: words.tonesHelp }, words.tonesOf);
  const across = whole(words.side, words.sideHelp, side, [leastSide, mostSide]);
  const seed = whole(words.seed, words.seedHelp, 1, range("seed"));
  const source = union<Source>(
    { label: words.from, help: words.fromHelp, kinds: words.kinds },
    {
      composed: {
        side: across,
        objects: whole(words.objects, words.objectsHelp, 4, [1, 8]),
        overlap: choice({ label: words.overlap, help: words.overlapHelp }, words.overlaps),
        ground: choice({ label: words.ground, help: words.groundHelp }, words.grounds),
        seed,
      },
      street: {
        side: across,
        traffic: number({ label: words.traffic, help: words.trafficHelp, initial: 1, range: [0.25, 4] }),
        flicker: number({ label: words.flicker, help: words.flickerHelp, initial: 0, range: [0, 0.5] }),
        seed,
      },
      file: { longest, tones },
      camera: { longest, tones },
    },
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
  /** What was composed last: pressed again, it is the next one that is wanted. */
  let last = "";

  function reveal(): void {
    const { kind } = source;
    setText(start, words.kinds[kind].start);
    start.disabled = kind === "camera" && !cameraOffered();
    setText(note, kind === "camera" ? (cameraOffered() ? words.cameraNote : words.noCameraHere) : "");
  }
  reveal();

  /** What is wanted; null where a number can't be used, which is said at its field and brought into focus. */
  function read(): Source | null {
    const reading = source.read();
    if ("value" in reading) return reading.value;
    reading.wrong.control.focus();
    return null;
  }

  element.addEventListener("change", reveal, { signal });
  element.addEventListener(
    "submit",
    (event) => {
      event.preventDefault();
      const wanted = read();
      if (!wanted) return;
      if (wanted.kind === "file") return file.click();
      if ("seed" in wanted && JSON.stringify(wanted) === last) {
        wanted.seed = (wanted.seed % range("seed")[1]) + 1;
        seed.enter(wanted.seed);
      }
      last = JSON.stringify(wanted);
      tell.onStart(wanted);
    },
    { signal },
  );
  whenChosen(file, signal, ([chosen]) => {
    const wanted = read();
    if (wanted) tell.onStart(wanted, chosen!);
  });
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

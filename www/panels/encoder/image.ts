import { prepare } from "../../data/drawing/prepare";
import { styleOf, type DrawingStyle } from "../../data/drawing/style";
import { readPicture } from "../../data/own-picture";
import { h, setText, whenChosen } from "../../dom";
import { randomPair } from "../../run/picks";
import type { State } from "../../run/store";
import { text } from "../../text/later";
import { mountDrawPad } from "../../views/draw-pad";
import { mountImageButtons } from "../../views/image-buttons";
import { createThumbnail } from "../../views/thumbnail";
import { takeRows } from "../../views/raster";
import { colorsOf } from "../drawing/colours";
import { nameOf, type PanelContext } from "../panel";

const words = text.encoder.image;

/** Images of a batch that can be chosen. */
const mostOfBatch = 16;

/** What the image that is looked into is called. */
export const imageName = ({ insideImage, a, dataset }: Readonly<State>) =>
  insideImage?.name ?? words.imageA(nameOf(dataset!, a));

/** Chooses the image that is looked into: image A of the data or of the training batch, a drawing, or a picture of one's own. */
export function mountImageChoice(host: HTMLElement, context: PanelContext) {
  const { dataset, stack, store, session } = context;
  const { images } = dataset;
  const [, height, width, channels] = images.shape;
  const released = new AbortController();
  const { signal } = released;
  const picture = h("div", { class: "inside-image" });
  const name = h("p", { class: "inside-name", role: "status" });
  const random = h("button", { type: "button" }, words.random);
  const batch = h("button", { type: "button" }, words.batch);
  const draw = h("button", { type: "button", "aria-expanded": "false" }, words.draw);
  const upload = h("button", { type: "button" }, words.upload);
  const file = h("input", { type: "file", accept: "image/*", hidden: true, "aria-label": words.upload });
  const back = h("button", { type: "button" }, words.back);
  const stage = h("div", { class: "pad-stage" });
  const clear = h("button", { type: "button" }, words.clear);
  const pad = h("div", { class: "inside-pad", hidden: true }, stage, clear);
  const buttons = h("div", { class: "buttons" }, random, batch, draw, upload, back, file);
  const rows = h("div", { class: "inside-rows" });
  const from = h("p", { class: "hint", role: "status" });
  const element = h(
    "div",
    { class: "inside-choice", role: "group", "aria-label": words.label },
    h("div", { class: "inside-picture" }, picture, name),
    h("div", { class: "inside-ways" }, rows, from, buttons, pad),
  );
  host.append(element);
  stage.style.setProperty("--proportion", String(width / height));
  const thumbnail = createThumbnail(picture);
  const others = mountImageButtons(rows, stack, (row) => store.set({ a: row, insideImage: null }));
  let reading: { cancel(): void } | null = null;
  /** What was shown last. */
  let drawn: unknown[] | null = null;

  /** Made when it is first opened: it measures how the data's images are drawn. */
  let opened: { style: DrawingStyle; pad: ReturnType<typeof mountDrawPad> } | null = null;
  function open() {
    const style = styleOf(images);
    const made = mountDrawPad(stage, {
      proportion: height / width,
      colors: (theme) => colorsOf(style, style.ink, stack.display, theme),
      onChange(strokes) {
        const pixels = strokes.length > 0 ? prepare(strokes, style) : null;
        store.set({ insideImage: pixels && { name: words.drawn, pixels } });
      },
    });
    return { style, pad: made };
  }

  async function read(files: ArrayLike<File>): Promise<void> {
    reading?.cancel();
    try {
      const mine = (reading = readPicture(files, [height, width, channels], dataset.display));
      setText(name, words.uploading(files[0]!.name));
      const found = await mine.result;
      if (!found || signal.aborted) return;
      store.set({ insideImage: { name: words.uploaded(found.name, found.inverted), pixels: found.pixels } });
    } catch (error) {
      if (!signal.aborted) setText(name, (error as Error).message);
    }
  }

  random.addEventListener(
    "click",
    () => store.set({ a: randomPair(images).a, insideImage: null, insideBatch: null }),
    { signal },
  );
  batch.addEventListener(
    "click",
    () => {
      session
        .ask((vae) => vae.batchRows())
        .then((batch) => {
          // Of images that stay in a file the page has some.
          const rows = batch?.filter((row) => row < images.shape[0]);
          if (!rows?.length || signal.aborted) return;
          // The steps before it have been told of by now.
          const { step } = store.state;
          store.set({ a: rows[0]!, insideImage: null, insideBatch: { rows, step } });
        })
        .catch((error: Error) => session.fail(error.message));
    },
    { signal },
  );
  back.addEventListener("click", () => store.set({ insideImage: null }), { signal });
  clear.addEventListener("click", () => opened?.pad.clear(), { signal });
  draw.addEventListener(
    "click",
    () => {
      pad.hidden = !pad.hidden;
      draw.setAttribute("aria-expanded", String(!pad.hidden));
      if (!pad.hidden) opened ??= open();
    },
    { signal },
  );
  upload.addEventListener("click", () => file.click(), { signal });
  whenChosen(file, signal, (files) => void read(files));
  // Whoever picks another image A wants to see it.
  store.listen((changed) => changed.has("a") && store.set({ insideImage: null }));

  return {
    element,
    update(state: Readonly<State>) {
      const { a, shown, insideImage, insideBatch, dataset } = state;
      const now = [a, shown, insideImage, insideBatch, dataset];
      // While the model trains, the images stay as they are.
      if (drawn?.every((value, i) => value === now[i])) return;
      drawn = now;
      thumbnail.show(insideImage ? { ...stack, pixels: insideImage.pixels } : takeRows(stack, [a]));
      setText(name, imageName(state));
      back.hidden = !insideImage;
      const label = (row: number) => nameOf(dataset!, row);
      const choice = insideBatch ? insideBatch.rows.subarray(0, mostOfBatch) : shown;
      const { rows, step } = insideBatch ?? { rows: [], step: 0 };
      setText(from, insideBatch ? words.fromBatch(choice.length, rows.length, step + 1) : "");
      others.update(
        Array.from(choice, (row) => ({ row, label: label(row), pressed: !insideImage && row === a })),
        words.others,
      );
    },
    destroy() {
      released.abort();
      reading?.cancel();
      opened?.pad.destroy();
      thumbnail.destroy();
      others.destroy();
      element.remove();
    },
  };
}

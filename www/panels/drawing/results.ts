import { h, setText } from "../../dom";
import { pick } from "../../run/picks";
import type { Store } from "../../run/store";
import { text } from "../../text/later";
import { fixed } from "../../text/format";
import { mountImageButtons } from "../../views/image-buttons";
import type { ImageStack } from "../../views/raster";
import { createThumbnail } from "../../views/thumbnail";
import { classNameOf } from "../classification/points";
import { nameOf } from "../panel";
import type { Guess, Guesses } from "./guesses";
import { meanSquares, shareBelow, squaredLengths, type Yardstick } from "./judge";

const words = text.classify.drawing;

/** Above these shares of test images, a drawing is told to be unusual, and unlike all. */
const [unusual, unlike] = [0.9, 0.99];

/** What became of a drawing in the model. */
export interface Passed {
  pixels: Float32Array;
  /** The posterior's mean and variances. */
  code: Float32Array;
  variance: Float32Array;
  reconstruction: Float32Array;
}

function verdict({ pixels, code, reconstruction }: Passed, { errors, lengths }: Yardstick, tested: boolean) {
  if (errors.length === 0) return words.noYardstick;
  const [error] = meanSquares(pixels, reconstruction, pixels.length);
  const [length] = squaredLengths(code, code.length);
  const worse = shareBelow(errors, error!);
  const farther = shareBelow(lengths, length!);
  const percent = (share: number) => fixed(100 * share, 0);
  const odd = Math.max(worse, farther);
  return [
    odd > unlike ? words.unlike : odd > unusual ? words.unusual : words.usual,
    words.worse(percent(worse), errors.length, tested),
    words.farther(percent(farther)),
  ].join(" ");
}

/** The drawing as the model sees it, its reconstruction, its class, its nearest images, and how usual it is. */
export function mountResults(host: HTMLElement, stack: ImageStack, store: Store) {
  const { state } = store;
  const frame = (caption: string) => {
    const figure = h("figure", { class: "seen" });
    const thumbnail = createThumbnail(figure);
    figure.append(h("figcaption", {}, caption));
    return { figure, thumbnail };
  };
  const [seen, made] = [frame(words.seen), frame(words.reconstruction)];
  const [voted, fitted] = [h("dd"), h("dd")];
  const fact = (name: string, value: HTMLElement) => h("div", {}, h("dt", {}, name), value);
  const facts = h("dl", { class: "facts" }, fact(words.neighbours, voted), fact(words.logistic, fitted));
  const near = h("div", { class: "nearest" }, h("h3", {}, words.nearest));
  const told = h("p", { role: "status" });
  host.append(h("div", { class: "passed" }, seen.figure, made.figure), facts, near, told);
  const nearest = mountImageButtons(near, stack, (row) => pick(store, row));
  const one = (pixels: Float32Array | null) => pixels && { ...stack, pixels };

  function describe(guess: Guess | null | undefined, otherwise: string): string {
    const dataset = state.dataset!;
    if (!dataset.images.labels) return words.noLabels;
    return guess
      ? words.guess(classNameOf(dataset, guess.label), fixed(100 * guess.confidence, 0))
      : otherwise;
  }

  return {
    /** The drawing alone, as soon as there is one. */
    show: (pixels: Float32Array | null) => seen.thumbnail.show(one(pixels)),
    pass(passed: Passed | null, yardstick: Yardstick | null) {
      made.thumbnail.show(one(passed?.reconstruction ?? null));
      const tested = state.dataset!.images.testRows !== undefined;
      setText(told, passed ? (yardstick ? verdict(passed, yardstick, tested) : words.measuring) : words.hint);
    },
    guess(guesses: Guesses | null) {
      setText(voted, describe(guesses?.neighbours, words.unknown));
      const unfitted = guesses?.oneClass ? words.oneClass : words.notFitted;
      setText(fitted, describe(guesses?.logistic, guesses ? unfitted : words.unknown));
      near.hidden = !guesses;
      const rows = [...(guesses?.nearest ?? [])];
      nearest.update(
        rows.map((row) => ({ row, label: words.near(row, nameOf(state.dataset!, row)) })),
        words.nearest,
      );
    },
    destroy() {
      seen.thumbnail.destroy();
      made.thumbnail.destroy();
      nearest.destroy();
    },
  };
}

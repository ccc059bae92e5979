import { prepare, type Stroke } from "../../data/drawing/prepare";
import { styleOf, type DrawingStyle } from "../../data/drawing/style";
import { h } from "../../dom";
import type { Layer } from "../../plane/layer";
import { shownCount, spread } from "../../run/picks";
import { report } from "../../run/problem";
import { same } from "../../run/scheduler";
import { watchSight } from "../../run/sight";
import { text } from "../../text/later";
import { mountDrawPad } from "../../views/draw-pad";
import { createLatest } from "../latest";
import { pixelsOf } from "../rows";
import { drawOnMap } from "../map-layers";
import { needsNumbers, type Panel } from "../panel";
import { colorsOf, fromHex, toHex } from "./colours";
import { Guesser } from "./guesses";
import { meanSquares, squaredLengths, type Yardstick } from "./judge";
import { mountResults, type Passed } from "./results";

const words = text.classify.drawing;

/** Test images that a drawing is judged by. */
const judges = 16 * shownCount;

/** A pad to draw on: the drawing goes through the model as an image of the data set does. */
export const drawing: Panel<Yardstick> = {
  name: "drawing",
  kind: "drawing",
  title: () => words.title,
  caption: ({ dataset, step }) =>
    [
      words.caption,
      ...(dataset?.display === "ink" ? [] : [words.noDrawings]),
      ...(step === 0 ? [words.untrained] : []),
    ].join(" "),
  needs: needsNumbers,
  embeds: true,
  question: (_, { images }) => ({
    key: [],
    async ask(vae) {
      const tests = images.testRows ?? Uint32Array.from({ length: images.shape[0] }, (_, row) => row);
      const rows = spread(tests, images.labels, judges, 0);
      const { values: pixels, dimensions: size } = pixelsOf(images, rows);
      const [{ mean }, made] = await Promise.all([vae.embed(rows), vae.reconstruct(rows)]);
      return {
        errors: meanSquares(pixels, made, size).sort(),
        lengths: squaredLengths(mean, mean.length / rows.length).sort(),
      };
    },
  }),
  shows: ["latents", "phase", "dataset"],
  mount(host, { dataset, stack, store, session, instrument }) {
    const released = new AbortController();
    const { signal } = released;
    const [, height, width, channels] = dataset.images.shape;
    /** Measured when it is first needed: a panel that is not looked at costs nothing. */
    let measured: DrawingStyle | null = null;
    const style = () => (measured ??= styleOf(dataset.images));
    let chosen: number[] | null = null;
    const colour = () => chosen ?? style().ink;
    let strokes: readonly Stroke[] = [];
    /** As an image of the data set; null where nothing is drawn. */
    let pixels: Float32Array | null = null;
    let passed: Passed | null = null;
    let yardstick: Yardstick | null = null;
    let seen = false;

    const stage = h("div", { class: "pad-stage" });
    const undo = h("button", { type: "button" }, words.undo);
    const clear = h("button", { type: "button" }, words.clear);
    const pen = h("input", { type: "color" });
    const penLabel = h("label", { class: "pen", hidden: channels !== 3 }, words.colour, " ", pen);
    const side = h(
      "div",
      { class: "pad-side" },
      stage,
      h("div", { class: "buttons" }, undo, clear, penLabel),
    );
    const beside = h("div", { class: "pad-results" });
    host.append(h("div", { class: "draw" }, side, beside));
    stage.style.setProperty("--proportion", String(width / height));
    const results = mountResults(beside, stack, store);
    const pad = mountDrawPad(stage, {
      proportion: height / width,
      colors: (theme) => colorsOf(style(), colour(), stack.display, theme),
      onChange(next) {
        strokes = next;
        renew();
      },
    });

    const fail = (error: Error) => report(store, error);
    const guesses = createLatest<Float32Array>(async (code, ending) => {
      const found = await guesser.guess(code, ending);
      if (found && !ending.aborted) results.guess(found);
    }, fail);
    const again = () => passed && guesses.ask(passed.code);
    const guesser = new Guesser(instrument, { onFitted: again, onFailed: fail });

    // One question at a time; what is drawn meanwhile is asked next, and a new step of training asks again.
    const seat = session.views.add({
      question: () => {
        const now = pixels;
        return (
          now && {
            key: [now],
            async ask(vae) {
              const { mean, logVariance } = await vae.encode(now);
              const reconstruction = await vae.decode(mean);
              const next = { pixels: now, code: mean, variance: logVariance.map(Math.exp), reconstruction };
              // Shown also where the pen has gone on.
              if (pixels && !signal.aborted) show(next);
              return next;
            },
          }
        );
      },
      answered() {},
    });
    const look = () => seat.see(seen && pixels !== null);
    const sight = watchSight(host, (now) => {
      seen = now;
      if (seen && channels === 3) pen.value = toHex(colour());
      look();
    });

    function show(next: Passed | null): void {
      passed = next;
      results.pass(passed, yardstick);
      const layers: Layer[] = [];
      if (passed) {
        const { code, variance } = passed;
        layers.push({ kind: "ellipse", mean: code, covariance: variance }, { kind: "points", points: code });
        guesses.ask(code);
      } else {
        guesses.end();
        results.guess(null);
      }
      drawOnMap(store, "drawing", layers);
    }

    function renew(): void {
      pixels = strokes.length > 0 ? prepare(strokes, style(), colour()) : null;
      results.show(pixels);
      undo.disabled = clear.disabled = !pixels;
      if (!pixels) show(null);
      look();
    }

    undo.addEventListener("click", () => pad.undo(), { signal });
    clear.addEventListener("click", () => pad.clear(), { signal });
    pen.addEventListener(
      "input",
      () => {
        chosen = fromHex(pen.value);
        pad.redraw();
        renew();
      },
      { signal },
    );
    renew();

    let taught: unknown[] = [];
    return {
      update(answer, { latents, phase, dataset }) {
        yardstick = answer;
        if (passed) results.pass(passed, yardstick);
        const fits = phase === "idle";
        if (!latents) return;
        const now = [latents.step, latents.rows.length, latents.latent, fits, dataset!.images.labels];
        if (same(now, taught)) return;
        taught = now;
        guesser.teach(latents, dataset!, fits);
        again();
      },
      destroy() {
        released.abort();
        guesses.end();
        guesser.destroy();
        drawOnMap(store, "drawing", []);
        sight.destroy();
        seat.leave();
        pad.destroy();
        results.destroy();
      },
    };
  },
};

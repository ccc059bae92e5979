import { h, setText } from "../../dom";
import type { Drawn } from "../../run/store";
import { text } from "../../text/later";
import { imageSize, takeRows, type ImageStack } from "../../views/raster";
import { mountSampleSheet } from "../../views/sample-sheet";
import { nameOf, needsNumbers, type Panel } from "../panel";
import { mountDetails, tell } from "./details";
import { aggregateOf } from "./aggregate";
import { createDrawing } from "./drawing";
import { createAnswer } from "./answer";
import { mountMixtureStatus } from "./mixture-status";
import { createTrainingImages, type Nearest, type TrainingImages, type Typical } from "./nearest";
import { mountSamplesOnMap } from "./samples-on-map";
import { prior } from "../../instrument/prior";
import { createSourceForm } from "./source-form";

const words = text.generate.samples;

/** What was decoded. */
export interface SheetAnswer {
  drawn: Extract<Drawn, { z: Float32Array }>;
  images: Float32Array;
}

interface Densities {
  prior: Float32Array;
  mixture: Float32Array | null;
}

/** Draws from the prior, a mixture, a class or around an image, decoded. */
export const samples: Panel<SheetAnswer> = {
  name: "samples",
  kind: "samples",
  title: () => words.title,
  caption: () => words.caption,
  needs: needsNumbers,
  embeds: true,
  question: ({ drawn }) =>
    drawn && "z" in drawn
      ? { key: [drawn], ask: async (vae) => ({ drawn, images: await vae.decode(drawn.z) }) }
      : null,
  shows: ["drawn", "mixture", "latents", "dataset", "a", "phase", "busy", "options"],
  mount(host, context) {
    const { dataset, stack, store, instrument, tools } = context;
    const released = new AbortController();
    const { signal } = released;
    let answer: SheetAnswer | null = null;
    let selected: number | null = null;

    const form = createSourceForm(signal, () => drawing.draw());
    const drawing = createDrawing(context, () => form.read());
    const said = h("p", { class: "help", role: "status" });
    const beneath = h("input", { type: "checkbox" });
    tools.append(h("label", { class: "check" }, beneath, words.beneath));
    host.append(form.element);
    const mixture = mountMixtureStatus(host, context);
    host.append(said);
    const sheet = mountSampleSheet(host, { onSelect: select, onMore: renew });
    const details = mountDetails(host, stack);
    const onMap = mountSamplesOnMap(host, store);

    let known: TrainingImages | undefined;
    const training = () => (known ??= createTrainingImages(dataset, instrument));
    const nearest = createAnswer<Nearest>(show);
    const typical = createAnswer<Typical>(show);
    const densities = createAnswer<Densities>(show);

    function placeOf({ z, latent }: SheetAnswer["drawn"], index: number): Float32Array {
      return z.slice(index * latent, (index + 1) * latent);
    }

    function mark(): void {
      if (answer && selected !== null) store.set({ z: [...placeOf(answer.drawn, selected)] });
    }

    function select(index: number | null): void {
      selected = index;
      mark();
      show();
    }

    function renew(): void {
      form.renew();
      drawing.draw();
    }

    /** Asks for what is shown of the images there are, where it is not known. */
    function ask({ drawn, images }: SheetAnswer): void {
      const { phase, busy, mixture: fitted } = store.state;
      const wanted = (selected !== null || beneath.checked) && training().all > 1;
      // While the model trains, the images are others all the time.
      if (wanted && phase === "idle" && !busy) {
        nearest.about([images], (signal) => training().nearest(images, { signal }));
        if (selected !== null && nearest.answer)
          typical.about([], (signal) => training().typical({ signal }));
      } else if (phase === "training") nearest.clear();
      if (selected === null) return;
      const points = { values: drawn.z, dimensions: drawn.latent };
      densities.about([drawn, fitted], async (signal) => {
        const mixtures = [prior(drawn.latent)];
        if (fitted) mixtures.push(await aggregateOf(fitted, dataset.images, instrument));
        const of = mixtures.map((mixture) => instrument.call("logDensity", { points, mixture }, { signal }));
        const [own, other = null] = await Promise.all(of);
        return { prior: own!, mixture: other };
      });
    }

    /** What is said about the nearest training image, or why there is none. */
    function about(index: number): string {
      const { details } = words;
      const problem = nearest.problem ?? typical.problem ?? densities.problem;
      if (problem) return problem;
      if (nearest.answer)
        return tell({ distance: nearest.answer.distances[index]! }, typical.answer, training());
      if (training().all < 2) return details.alone;
      return store.state.phase === "training" ? details.training : details.looking;
    }

    function status(): string {
      const { drawn, step } = store.state;
      if (!drawn) return "";
      if ("problem" in drawn) return drawn.problem;
      return drawn.step !== null && drawn.step < step ? words.drawnAt(drawn.step, step) : "";
    }

    function show(): void {
      if (signal.aborted) return;
      setText(said, status());
      mixture.element.hidden = form.source.kind !== "mixture";
      if (answer) ask(answer);
      const images: ImageStack | null = answer && { ...stack, pixels: answer.images };
      const rows = beneath.checked ? nearest.answer?.rows : undefined;
      sheet.update({ images, beneath: rows ? takeRows(stack, rows) : null, selected });
      if (!answer || selected === null) return details.update(null, "");
      const index = selected;
      const found = nearest.answer;
      details.update(
        {
          z: placeOf(answer.drawn, index),
          image: takeRows(images!, [index]),
          priorDensity: densities.answer?.prior[index] ?? null,
          mixtureDensity: densities.answer?.mixture?.[index] ?? null,
          nearest: found && {
            row: found.rows[index]!,
            name: nameOf(store.state.dataset!, found.rows[index]!),
            distance: found.distances[index]!,
          },
        },
        about(index),
      );
    }

    form.more.addEventListener("click", renew, { signal });
    beneath.addEventListener("change", show, { signal });

    return {
      update(next, state) {
        const others = next?.drawn !== answer?.drawn;
        answer = next;
        const count = answer ? answer.images.length / imageSize(stack) : 0;
        if (selected !== null && selected >= count) selected = null;
        onMap.show(answer?.drawn.z ?? null);
        if (others) mark();
        mixture.update();
        form.setClasses(state.dataset!.classNames);
        drawing.follow(form.source);
        show();
      },
      destroy() {
        released.abort();
        for (const each of [nearest, typical, densities]) each.clear();
        for (const each of [drawing, mixture, sheet, details, onMap]) each.destroy();
        form.element.remove();
      },
    };
  },
};

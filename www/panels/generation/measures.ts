import { range } from "../../engine/limits";
import { h, setText } from "../../dom";
import type { Compared, State } from "../../run/store";
import { createFieldEditors } from "../../settings/kit/field-editors";
import { text } from "../../text/later";
import { needsNumbers, type Panel } from "../panel";
import { comparable, compare, leastImages } from "./comparing";
import { measuresTable, nearer } from "./measures-table";
import { mountMixtureStatus } from "./mixture-status";

const words = text.generate.measures;
/** More are not compared (`crates/instrument/src/sampling.rs`). */
const mostImages = 1000;
/** Features of an image: with fewer images than twice as many, their covariances say little. */
const features = 64;

/** What the table belongs to, and how far it can be trusted. */
function describe({ compared, step }: Readonly<State>): string {
  if (!compared) return words.notMeasured;
  const { images, steps, mixtureStep, floor } = compared;
  return [
    words.measured(images, ...steps),
    ...(steps[1] < step ? [words.older(step)] : []),
    ...(mixtureStep === null ? [words.noMixture] : []),
    ...(mixtureStep !== null && mixtureStep < steps[0] ? [words.olderMixture(mixtureStep)] : []),
    ...(floor === "training" ? [words.noTest] : []),
    ...(images < 2 * features ? [words.few(images)] : []),
    nearer(compared) ?? "",
  ].join(" ");
}

/** How near samples of the prior and of the mixture are to training images. */
export const measures: Panel<never> = {
  name: "measures",
  kind: "measures-card",
  title: () => words.title,
  caption: () => words.caption,
  needs(state) {
    const { dataset } = state;
    const few = dataset !== null && comparable(dataset.images) < leastImages;
    return needsNumbers(state) ?? (few ? words.tooFew(leastImages) : null);
  },
  embeds: true,
  shows: ["compared", "mixture", "latents", "phase", "busy", "step"],
  mount(host, context) {
    const { store, session, instrument } = context;
    const released = new AbortController();
    let work: AbortController | null = null;
    let problem = "";
    let shown: Compared | null = null;
    const editors = createFieldEditors(released.signal);
    const images = editors.number({
      label: words.images,
      help: words.imagesHelp,
      initial: mostImages,
      range: [leastImages, mostImages],
      whole: true,
    });
    const seed = editors.number({
      label: words.seed,
      help: words.seedHelp,
      initial: 1,
      range: range("seed"),
      whole: true,
    });
    const start = h("button", { type: "submit" }, words.measure);
    const stop = h("button", { type: "button" }, words.stop);
    const form = h(
      "form",
      { class: "source-form", "aria-label": words.title },
      images.element,
      seed.element,
      h("div", { class: "buttons" }, start, stop),
    );
    host.append(form);
    const mixture = mountMixtureStatus(host, context);
    const bar = h("progress", { "aria-label": words.measuring, max: 1 });
    const said = h("p", { class: "help", role: "status" });
    const results = h("div", { class: "measures-results" });
    host.append(bar, said, results);

    function show(): void {
      const { state } = store;
      const { phase, busy, compared } = state;
      start.disabled = work !== null || busy || phase === "opening" || phase === "dead";
      bar.hidden = stop.hidden = work === null;
      setText(said, work ? words.measuring : problem || describe(state));
      if (compared !== shown) results.replaceChildren(...(compared ? [measuresTable(compared)] : []));
      shown = compared;
    }

    async function begin(most: number, seed: number): Promise<void> {
      const { signal } = (work = new AbortController());
      problem = "";
      bar.removeAttribute("value");
      show();
      const onProgress = (done: number) => void (bar.value = done);
      try {
        const options = { most, seed, signal, onProgress };
        const compared = await session.ask((vae) => compare(vae, store.state, instrument, options));
        if (compared && !signal.aborted) store.set({ compared });
      } catch (error) {
        if (!signal.aborted) problem = (error as Error).message;
      }
      work = null;
      if (!released.signal.aborted) show();
    }

    form.addEventListener(
      "submit",
      (event) => {
        event.preventDefault();
        const [most, drawn] = [images.read(), seed.read()];
        if ("wrong" in most) return most.wrong.control.focus();
        if ("wrong" in drawn) return drawn.wrong.control.focus();
        void begin(most.value, drawn.value);
      },
      { signal: released.signal },
    );
    stop.addEventListener("click", () => work?.abort(), { signal: released.signal });

    return {
      update() {
        mixture.update();
        show();
      },
      destroy() {
        released.abort();
        work?.abort();
        mixture.destroy();
      },
    };
  },
};

import { h, setText } from "../../dom";
import type { PointSet } from "../../instrument/protocol";
import { project, type Place, type Projection } from "../../plane/projection";
import { klOfDimensions } from "../../inside/kl";
import type { Latents } from "../../run/latents";
import type { Hole } from "../../run/store/instrument";
import { text } from "../../text/later";
import { mountRatioPlot } from "../../views/ratio-plot";
import { split } from "../codes";
import { markedZ } from "../cursor";
import { createPlanes } from "../latent";
import { createLatest } from "../latest";
import { needsNumbers, type Panel } from "../panel";
import { measureDensity, size, throughZero, type DensityReport } from "./density";
import { mountDiscrepancy } from "./discrepancy";
import { drawCodes } from "./draw";
import { decodedPlaces, mountHoleList } from "./hole-list";
import { mountMultiples } from "./multiples";

const words = text.prior;
/** Bins of the histograms, which reach so far to each side. */
const bins = 48;
const extent = 4;
const seed = 1;

/** What the decoder draws at holes and beside them. */
interface DecodedHoles {
  holes: readonly Hole[];
  images: Float32Array;
}

/** One code of each training image. */
interface Drawn {
  latents: Latents;
  codes: PointSet;
}

function flat(places: Float32Array[]): Float32Array {
  const latent = places[0]?.length ?? 0;
  const all = new Float32Array(places.length * latent);
  places.forEach((place, i) => all.set(place, i * latent));
  return all;
}

/** All images' posteriors together, beside the prior. */
export const prior: Panel<DecodedHoles> = {
  name: "prior",
  kind: "instrument",
  title: () => words.title,
  caption: () => words.caption,
  needs: needsNumbers,
  embeds: true,
  question: ({ holes }) =>
    holes && holes.length > 0
      ? {
          key: [holes],
          ask: async (vae) => ({ holes, images: await vae.decode(flat(decodedPlaces(holes))) }),
        }
      : null,
  shows: ["latents", "phase", "dimensions", "projection", "options", "holes", "z", "step"],
  mount(host, { dataset, stack, store, instrument }) {
    const { state } = store;
    const released = new AbortController();
    const { signal } = released;
    const said = h("p", { class: "help", role: "status" }, words.waiting);
    const [dimensions, discrepancy, ratio, holes] = [h("div"), h("div"), h("div"), h("div")];
    const flatNote = h("p", { class: "help" }, words.ratio.flat);
    const others = h("p", { class: "help" });
    ratio.append(
      h("h3", {}, words.ratio.title),
      h(
        "p",
        { class: "legend" },
        h("span", { class: "more-codes" }, words.ratio.more),
        h("span", { class: "fewer-codes" }, words.ratio.fewer),
      ),
    );
    const planes = h("div", { class: "ratio-and-holes" }, ratio, holes);
    const results = h("div", { class: "aggregate", hidden: true }, dimensions, discrepancy, flatNote, planes);
    host.append(said, results);

    const planeOf = createPlanes();
    const multiples = mountMultiples(dimensions, extent, signal);
    const distance = mountDiscrepancy(discrepancy, instrument);
    const mark = (place: Place) => density && store.set({ z: [...throughZero(density.plane, place)] });
    const plot = mountRatioPlot(ratio, words.ratio.title, mark);
    ratio.append(others);
    const list = mountHoleList(holes, ({ z }) => store.set({ z: [...z] }));
    let drawn: Drawn | null = null;
    let density: DensityReport | null = null;
    let asked: { latents: Latents | null; codes?: PointSet; plane?: Projection } = { latents: null };
    let decoded: DecodedHoles | null = null;

    const training = () => state.phase === "training";
    const failed = (error: Error) => setText(said, words.failed(error.message));
    const drawing = createLatest(
      async (latents: Latents, signal) => {
        const { train } = split(latents, dataset.images.testRows);
        const codes = await drawCodes(instrument, train, seed, signal);
        const found = await instrument.call("histograms", { points: codes, bins, extent }, { signal });
        const { logVariance } = train;
        const kl = klOfDimensions({ mean: train.points.values, logVariance }, latents.latent);
        drawn = { latents, codes };
        multiples.update(
          found.map(({ counts, below, above }, dimension) => ({
            dimension,
            kl: kl[dimension]!,
            counts,
            outside: below + above,
          })),
        );
        setText(said, words.step(train.rows.length, latents.step));
        results.hidden = false;
        follow();
      },
      failed,
      training,
    );
    const measuring = createLatest(
      async ({ codes, plane }: { codes: PointSet; plane: Projection }, signal) => {
        density = await measureDensity(instrument, codes, plane, signal);
        store.set({ holes: density.holes });
        showDensity(density);
      },
      failed,
      training,
    );

    function showDensity(found: DensityReport): void {
      const { plane, holes } = found;
      plot.update({
        ...found,
        size,
        names: plane.names,
        marks: holes.map(({ z }) => project(plane, z)),
        label: words.ratio.about(...plane.names),
      });
      list.show(holes, plane);
      setText(others, plane.mean.length > 2 ? words.ratio.others(plane.mean.length - 2) : "");
      showMarks();
      showPictures();
    }
    function showMarks(): void {
      const z = markedZ(state);
      plot.setCursor(z && density?.plane.mean.length === z.length ? project(density.plane, z) : null);
    }
    function showPictures(): void {
      const known = decoded && decoded.holes === density?.holes ? decoded.images : null;
      list.picture(known && { ...stack, pixels: known });
    }

    /** Asks for what has changed: codes of other posteriors, their density on another plane, their distance. */
    function follow(): void {
      const { latents, options, dataset, step } = state;
      const { latent } = options.model;
      if (latents && latents !== asked.latents) {
        asked = { ...asked, latents };
        drawing.ask(latents);
      }
      if (!drawn || drawn.latents.latent !== latent) return;
      const { codes } = drawn;
      flatNote.hidden = latent > 1;
      planes.hidden = latent === 1;
      const plane = planeOf(state, latent);
      if (latent > 1 && (codes !== asked.codes || plane !== asked.plane)) {
        asked = { ...asked, codes, plane };
        measuring.ask({ codes, plane });
      }
      const whole = drawn.latents.rows.length >= dataset!.images.shape[0];
      const rests = !training() && drawn.latents.step === step && whole;
      distance.update(rests ? codes : null, step);
    }
    function clear(): void {
      drawing.end();
      measuring.end();
      distance.update(null, 0);
      drawn = density = null;
      asked = { latents: null };
      results.hidden = true;
      setText(said, words.waiting);
    }

    return {
      update(answer, { latents }) {
        if (!latents) return clear();
        follow();
        showMarks();
        if (answer === decoded) return;
        decoded = answer;
        showPictures();
      },
      destroy() {
        released.abort();
        drawing.end();
        measuring.end();
        multiples.destroy();
        distance.destroy();
        plot.destroy();
        list.destroy();
      },
    };
  },
};

import type { Dataset } from "../../data/dataset";
import { h, setText } from "../../dom";
import type { Attribute, State } from "../../run/store";
import { text } from "../../text/later";
import { takeRows } from "../../views/raster";
import { mountStrip } from "../../views/strip";
import { createThumbnail } from "../../views/thumbnail";
import { differenceOf, moved, type Difference } from "../../walks/difference";
import { nameOf, needsNumbers, type Panel } from "../panel";
import type { FileOffer } from "../save-menu";
import { mountEnds } from "./ends";
import { mountKept } from "./kept";
import { mountStrength } from "./strength";

const words = text.walks.attributes;

/** Strengths go from minus this to this; the strip shows some of them. */
const most = 2;
const stripStrengths = Array.from({ length: 9 }, (_, i) => (i / 4 - 1) * most);

export interface AttributeAnswer {
  attribute: Attribute | null;
  /** Null where an end has no code. */
  difference: Difference | null;
  reconstruction: Float32Array;
  /** With the attribute at the strength asked for, and at those of the strip; empty where there is no difference. */
  changed: Float32Array;
  strip: Float32Array;
}

const chosen = ({ attributeFrom, attributeTo }: Readonly<State>): Attribute | null =>
  attributeFrom && attributeTo ? { from: attributeFrom, to: attributeTo } : null;

/** Why there is nothing to add, or of how many images the means are. */
function describe(answer: AttributeAnswer | null, attribute: Attribute | null, dataset: Dataset): string {
  const classes = dataset.classNames.length;
  if (!attribute) return classes === 0 ? words.noClasses : classes === 1 ? words.oneClass : words.unset;
  if (attribute.from.name === attribute.to.name) return words.same;
  if (!answer?.difference) return answer?.attribute ? words.unknown : "";
  return words.means(...answer.difference.counts);
}

function vectorFile({ vector }: Difference): FileOffer {
  const lines = Array.from(vector, (value, i) => `z${i + 1},${value}\n`);
  const make = () => new Blob(["dimension,difference\n", ...lines], { type: "text/csv" });
  return { label: words.vector, part: "vector", ending: "csv", make };
}

/** What tells two kinds of images apart, added to an image. */
export const attributes: Panel<AttributeAnswer> = {
  name: "attributes",
  kind: "attributes-card",
  title: () => words.title,
  caption: () => words.caption,
  needs: needsNumbers,
  embeds: true,
  question(state) {
    const { attributeFrom, attributeTo, attributeStrength: strength, a, latents, phase } = state;
    return {
      // While training, codes come at their own pace, and this at its own.
      key: [attributeFrom, attributeTo, strength, a, phase === "training" ? null : latents],
      async ask(vae) {
        const attribute = chosen(state);
        const { mean } = await vae.embed(Uint32Array.of(a));
        const known = attribute && latents?.latent === mean.length;
        const difference = known ? differenceOf(latents, attribute.from.rows, attribute.to.rows) : null;
        const vectors = [mean];
        if (difference)
          vectors.push(...[strength, ...stripStrengths].map((times) => moved(mean, difference, times)));
        const images = await vae.decode(Float32Array.from(vectors.flatMap((z) => [...z])));
        const size = images.length / vectors.length;
        return {
          attribute,
          difference,
          reconstruction: images.subarray(0, size),
          changed: images.subarray(size, 2 * size),
          strip: images.subarray(2 * size),
        };
      },
    };
  },
  shows: [
    "a",
    "attributeFrom",
    "attributeTo",
    "attributeStrength",
    "savedAttributes",
    "selection",
    "dataset",
    "options",
  ],
  mount(host, { stack, store }) {
    const ends = mountEnds(host, store);
    const said = h("p", { class: "hint", role: "status" });
    host.append(said);
    const slider = mountStrength(host, most, (attributeStrength) => store.set({ attributeStrength }));
    const [original, reconstruction, changed] = [1, 2, 3].map(() => {
      const [place, caption] = [h("span", {}), h("figcaption", { "data-pictured": true })];
      return { element: h("figure", {}, place, caption), caption, thumbnail: createThumbnail(place) };
    }) as [Figure, Figure, Figure];
    const figures = [original, reconstruction, changed];
    const stage = h("div", {});
    host.append(h("div", { class: "attribute-images" }, ...figures.map(({ element }) => element)), stage);
    const strip = mountStrip(stage, words.empty);
    const kept = mountKept(host, store);
    let added: Difference | null = null;
    setText(reconstruction.caption, words.reconstruction);
    setText(changed.caption, words.changed);

    return {
      update(answer, state) {
        const { attributeStrength, a } = state;
        const attribute = chosen(state);
        const dataset = state.dataset!;
        ends.update(state);
        kept.update(state);
        setText(said, describe(answer, attribute, dataset));
        const difference = (added = attribute && (answer?.difference ?? null));
        slider.update(attributeStrength, difference?.length ?? null);
        setText(original.caption, words.original(nameOf(dataset, a)));
        original.thumbnail.show(takeRows(stack, [a]));
        reconstruction.thumbnail.show(answer && { ...stack, pixels: answer.reconstruction });
        changed.element.hidden = stage.hidden = !difference;
        changed.thumbnail.show(difference && { ...stack, pixels: answer!.changed });
        if (!difference) return;
        const index = ((attributeStrength / most + 1) * (stripStrengths.length - 1)) / 2;
        const label = words.strip(attribute.from.name, attribute.to.name);
        strip.update({ ...stack, pixels: answer!.strip }, label, index);
      },
      files: () => (added ? [vectorFile(added)] : []),
      destroy() {
        ends.destroy();
        kept.destroy();
        slider.destroy();
        strip.destroy();
        figures.forEach(({ thumbnail }) => thumbnail.destroy());
      },
    };
  },
};

interface Figure {
  element: HTMLElement;
  caption: HTMLElement;
  thumbnail: ReturnType<typeof createThumbnail>;
}

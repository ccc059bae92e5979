import { h, setText } from "../dom";
import type { Dataset } from "../data/dataset";
import { klOfDimensions } from "../inside/kl";
import type { Latents } from "../run/latents";
import type { State } from "../run/store";
import { text as first } from "../text";
import { text } from "../text/later";
import { fixed } from "../text/format";
import { mountTraversals } from "../views/traversals";
import { placesOf, type Spacing } from "../walks/places";
import { traversalVectors } from "../walks/vectors";
import { createChoice } from "./choice";
import { markedZ } from "./cursor";
import { createPages } from "./pages";
import { nameOf, needsNumbers, type Panel } from "./panel";

const words = text.walks.traversals;
const steps = 11;
/** Dimensions shown at once. */
const pageSize = 12;

export interface TraversalAnswer {
  /** The latent vector that is walked around. */
  base: Float32Array;
  /** The dimensions shown, the most telling first, and their KL where it is known. */
  dimensions: number[];
  kl: (number | null)[];
  places: number[];
  images: Float32Array;
}

/** All dimensions with their KL in nats, falling; in their own order where codes are not known. */
export function byKl(latents: Latents | null, latent: number): { dimension: number; kl: number | null }[] {
  const known = latents?.latent === latent ? klOfDimensions(latents, latent) : null;
  return Array.from({ length: latent }, (_, dimension) => ({
    dimension,
    kl: known?.[dimension] ?? null,
  })).sort((one, other) => (other.kl ?? 0) - (one.kl ?? 0));
}

/** What is walked around, in words. */
function about({ traversedAround, a, z }: Readonly<State>, dataset: Dataset): string {
  if (traversedAround === "image") return words.of(nameOf(dataset, a));
  return z.length > 0 ? words.of(words.marked) : words.noneMarked;
}

/** What each latent dimension does to an image. */
export const traversals: Panel<TraversalAnswer> = {
  name: "traversals",
  kind: "traversals-card",
  title: () => words.title,
  caption: () => words.caption,
  needs: needsNumbers,
  embeds: true,
  question(state) {
    const { traversedAround, traversalSpacing, traversalPage, a, z, latents, phase } = state;
    const around = traversedAround === "image" ? [a] : z;
    return {
      // While training, codes come at their own pace, and this at its own.
      key: [
        ...around,
        traversedAround,
        traversalSpacing,
        traversalPage,
        phase === "training" ? null : latents,
      ],
      async ask(vae) {
        const { latent } = vae.options.model;
        const base =
          traversedAround === "image"
            ? (await vae.embed(Uint32Array.of(a))).mean
            : (markedZ(state) ?? new Float32Array(latent));
        const shown = byKl(latents, latent).slice(traversalPage * pageSize, (traversalPage + 1) * pageSize);
        const dimensions = shown.map(({ dimension }) => dimension);
        const places = placesOf(steps, traversalSpacing);
        const images = await vae.decode(traversalVectors(base, dimensions, places));
        return { base, dimensions, kl: shown.map(({ kl }) => kl), places, images };
      },
    };
  },
  shows: ["traversedAround", "traversalSpacing", "traversalPage", "a", "z", "options", "dataset"],
  mount(host, { stack, store, tools }) {
    const released = new AbortController();
    const { signal } = released;
    const around = createChoice<State["traversedAround"]>(words.around, words.arounds, signal, (value) =>
      store.set({ traversedAround: value }),
    );
    const spacing = createChoice<Spacing>(
      words.spacing,
      first.panels.grid.spacings,
      signal,
      (traversalSpacing) => store.set({ traversalSpacing }),
    );
    tools.append(around.element, spacing.element);
    const said = h("p", { class: "hint", role: "status" });
    const pages = createPages(words, pageSize, signal, (traversalPage) => store.set({ traversalPage }));
    host.append(said);
    const strips = mountTraversals(host);
    host.append(pages.element);
    // The page is one of a model that may have fewer dimensions by now.
    store.watch(["options", "traversalPage"], ({ options, traversalPage }) => {
      const last = Math.ceil(options.model.latent / pageSize) - 1;
      if (traversalPage > last) store.set({ traversalPage: last });
    });
    return {
      update(answer, state) {
        const { traversedAround, traversalSpacing, traversalPage, options } = state;
        const { latent } = options.model;
        around.show(traversedAround);
        spacing.show(traversalSpacing);
        setText(said, about(state, state.dataset!));
        pages.show(traversalPage, latent);
        strips.update(
          answer &&
            answer.dimensions.map((dimension, i) => ({
              name: words.dimension(dimension + 1),
              note: answer.kl[i] == null ? words.klUnknown : words.kl(fixed(answer.kl[i]!, 2)),
              dimension,
              own: answer.base[dimension]!,
            })),
          answer?.places ?? [],
          answer && { ...stack, pixels: answer.images },
        );
      },
      destroy() {
        released.abort();
        strips.destroy();
      },
    };
  },
};

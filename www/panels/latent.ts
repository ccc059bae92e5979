import { pick } from "../run/picks";
import type { State } from "../run/store";
import { text } from "../text";
import { mountLatentScatter } from "../views/latent-scatter";
import { mountDimensions } from "./dimensions";
import { needsNumbers, type Panel } from "./panel";

const words = text.panels.latent;

export interface MapAnswer {
  latent: number;
  /** The rows on the map, and their posterior means. */
  rows: Uint32Array;
  means: Float32Array;
}

/** The marked place, on the axes that are shown. */
export function marked({ z, dimensions }: Readonly<State>): [number, number] | null {
  return z.length > 0 ? [z[dimensions[0]] ?? 0, z[dimensions[1]] ?? 0] : null;
}

/** The map: where the encoder puts the images. */
export const latent: Panel<MapAnswer> = {
  name: "latent",
  kind: "map",
  workspaces: ["train", "latent", "generate"],
  title: () => words.title,
  caption({ dataset, mapRows, selection }) {
    const all = dataset?.images.shape[0] ?? 0;
    return [
      words.caption,
      ...(selection ? [words.lasso] : []),
      ...(mapRows.length < all ? [words.inPart(mapRows.length, all)] : []),
    ].join(" ");
  },
  needs: needsNumbers,
  question({ mapRows, a, b }, { images }) {
    // The picked images are on the map whether or not it shows all others.
    const all = mapRows.length === images.shape[0];
    return {
      key: all ? [mapRows] : [mapRows, a, b],
      async ask(vae) {
        const rows = all ? mapRows : Uint32Array.of(...mapRows, a, b);
        const { mean } = await vae.embed(all ? undefined : rows);
        return { latent: vae.options.model.latent, rows, means: mean };
      },
    };
  },
  shows: ["dimensions", "a", "b", "selection", "options", "mapRows"],
  mount(host, { dataset, stack, labels, store, tools }) {
    const { images, classNames } = dataset;
    const isTest = new Uint8Array(images.shape[0]);
    for (const row of images.testRows ?? []) isTest[row] = 1;
    const dimensions = mountDimensions(tools, store);
    const scatter = mountLatentScatter(host, {
      images: stack,
      labels,
      isTest,
      classNames,
      onPick: (row) => pick(store, row),
      onPoint: (place) => store.set({ pointed: place && { panel: "latent", place } }),
      onSelect: store.state.selection ? (selection) => store.set({ selection }) : undefined,
    });
    store.watch(["z", "dimensions", "pointed"], (state) => {
      const elsewhere = state.pointed?.panel === "latent" ? null : state.pointed;
      scatter.setCursor(elsewhere?.place ?? marked(state));
    });
    return {
      update(answer, { dimensions, a, b, options, ...state }) {
        scatter.update({
          rows: answer?.rows ?? state.mapRows,
          means: answer?.means ?? null,
          latent: answer?.latent ?? options.model.latent,
          dimensions,
          a,
          b,
          selection: state.selection ?? new Uint32Array(),
        });
      },
      destroy() {
        dimensions.destroy();
        scatter.destroy();
      },
    };
  },
};

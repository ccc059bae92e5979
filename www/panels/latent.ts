import type { Vae } from "../engine/vae";
import { dimensionPlane, lift, project, type Place, type Projection } from "../plane/projection";
import { pick } from "../run/picks";
import type { State } from "../run/store";
import { text } from "../text";
import { mountMap } from "../views/map";
import { cursorOf, markedZ } from "./cursor";
import { mountDimensions } from "./dimensions";
import { createCloserLook } from "./look-closer";
import { needsNumbers, type Panel } from "./panel";

const words = text.panels.latent;

export interface MapAnswer {
  latent: number;
  /** The rows on the map, and their posteriors. */
  rows: Uint32Array;
  means: Float32Array;
  logVariances: Float32Array;
}

/** So many images are embedded at a time: a command that comes meanwhile waits no longer than for these. */
const partSize = 6000;

/** Posteriors of many rows, part by part; nothing where `wanted` ends before they are complete. */
async function embedAll(vae: Vae, rows: Uint32Array, wanted: () => boolean): Promise<MapAnswer | undefined> {
  const { latent } = vae.options.model;
  const means = new Float32Array(rows.length * latent);
  const logVariances = new Float32Array(rows.length * latent);
  for (let from = 0; from < rows.length; from += partSize) {
    if (!wanted()) return undefined;
    const part = await vae.embed(rows.subarray(from, from + partSize).slice());
    means.set(part.mean, from * latent);
    logVariances.set(part.logVariance, from * latent);
  }
  return { latent, rows, means, logVariances };
}

/** Finds the map's plane: what was chosen, or two of so many dimensions; the same one for the same choice. */
function createPlanes() {
  let known: { key: string; plane: Projection } | null = null;
  return ({ projection, dimensions }: Readonly<State>, latent: number): Projection => {
    if (projection?.mean.length === latent) return projection;
    const key = [latent, ...dimensions].join();
    if (known?.key !== key) known = { key, plane: dimensionPlane(latent, dimensions) };
    return known.plane;
  };
}

/** The map: where the encoder puts the images. */
export const latent: Panel<MapAnswer> = {
  name: "latent",
  kind: "map",
  workspaces: ["train", "latent"],
  title: () => words.title,
  caption({ dataset, mapRows, restRows, phase }) {
    const all = dataset?.images.shape[0] ?? 0;
    const training = phase === "training" && mapRows.length < all;
    return [
      words.caption,
      ...(dataset?.classNames.length === 0 ? [words.unlabelled] : []),
      ...(training ? [words.whileTraining(mapRows.length, all)] : []),
      ...(!training && restRows.length < all ? [words.inPart(restRows.length, all)] : []),
    ].join(" ");
  },
  needs: needsNumbers,
  question(state, { images }) {
    const { mapRows, restRows, a, b } = state;
    const training = state.phase === "training";
    const shown = training ? mapRows : restRows;
    const wanted = () => (state.phase === "training") === training;
    const all = shown.length === images.shape[0];
    return {
      // The picked images are on the map whether or not it shows all others.
      key: all ? [shown] : [shown, a, b],
      ask: (vae) => embedAll(vae, all ? shown : Uint32Array.of(...shown, a, b), wanted),
    };
  },
  shows: ["dimensions", "projection", "a", "b", "selection", "options", "mapRows", "mapLayers", "phase"],
  mount(host, { dataset, stack, labels, store, session, tools }) {
    const tests = new Uint8Array(dataset.images.shape[0]);
    for (const row of dataset.images.testRows ?? []) tests[row] = 1;
    const dimensions = mountDimensions(tools, store);
    const planeOf = createPlanes();
    const planeNow = () => planeOf(store.state, store.state.options.model.latent);
    /** A place of the map lies in the plane through the marked vector. */
    const lifted = (place: Place) => {
      const { options } = store.state;
      return lift(planeNow(), place, markedZ(store.state) ?? new Float32Array(options.model.latent));
    };
    const closer = createCloserLook(store, session, lifted, (target, pixels) =>
      map.preview(target, { ...stack, pixels }),
    );
    const map = mountMap(host, {
      images: stack,
      tests,
      onPick: (row) => pick(store, row),
      onMark: (place) => store.set({ z: [...lifted(place)] }),
      onTarget: (target) => closer.at(target),
      onPoint: (place) => store.set({ pointed: place && { panel: "latent", z: lifted(place) } }),
      onSelect: (selection) => store.set({ selection }),
    });
    store.watch(["z", "dimensions", "projection", "pointed", "options"], (state) => {
      const z = cursorOf(state, "latent");
      map.setCursor(z && project(planeNow(), z));
    });
    return {
      update(answer, state) {
        const { a, b, selection, mapLayers } = state;
        map.update({
          rows: answer?.rows ?? state.mapRows,
          means: answer?.means ?? null,
          logVariances: answer?.logVariances ?? null,
          projection: planeOf(state, answer?.latent ?? state.options.model.latent),
          labels,
          classNames: dataset.classNames,
          a,
          b,
          selection,
          layers: Object.values(mapLayers).flat(),
        });
      },
      destroy() {
        closer.destroy();
        dimensions.destroy();
        map.destroy();
      },
    };
  },
};

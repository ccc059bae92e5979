import { dimensionPlane, lift, project, type Place, type Projection } from "../plane/projection";
import { planeName } from "../plane/view";
import { pick } from "../run/picks";
import type { State } from "../run/store";
import { text } from "../text";
import { mountMap } from "../views/map";
import { mountComponents } from "./components";
import { cursorOf, markedZ } from "./cursor";
import { mountDimensions } from "./dimensions";
import { latentFiles } from "./latent-files";
import { createCloserLook } from "./look-closer";
import { needsNumbers, type Panel } from "./panel";

const words = text.panels.latent;

/** Finds the map's plane: what was chosen, or two of so many dimensions; the same one for the same choice. */
export function createPlanes() {
  let known: { key: string; plane: Projection } | null = null;
  return ({ projection, dimensions }: Readonly<State>, latent: number): Projection => {
    if (projection?.mean.length === latent) return projection;
    const key = [latent, ...dimensions].join();
    if (known?.key !== key) known = { key, plane: dimensionPlane(latent, dimensions) };
    return known.plane;
  };
}

/** The map: where the encoder puts the images. */
export const latent: Panel<null> = {
  name: "latent",
  kind: "map",
  title: () => words.title,
  caption({ dataset, latents, mapRows }) {
    const all = dataset?.images.shape[0] ?? 0;
    return [
      words.caption,
      ...(dataset?.classNames.length === 0 ? [words.unlabelled] : []),
      ...(latents && latents.rows.length < all ? [words.inPart(mapRows.length, all)] : []),
    ].join(" ");
  },
  needs: needsNumbers,
  embeds: true,
  shows: [
    "latents",
    "dataset",
    "dimensions",
    "projection",
    "a",
    "b",
    "selection",
    "options",
    "mapRows",
    "mapLayers",
    "mapNames",
  ],
  mount(host, { dataset, stack, store, session, instrument, tools }) {
    const unlabelled = new Uint8Array(dataset.images.shape[0]);
    const tests = new Uint8Array(dataset.images.shape[0]);
    for (const row of dataset.images.testRows ?? []) tests[row] = 1;
    const dimensions = mountDimensions(tools, store);
    const components = mountComponents(tools, store, instrument);
    const planeOf = createPlanes();
    const planeNow = () => planeOf(store.state, store.state.options.model.latent);
    /** A place of the map lies in the plane through the marked vector. */
    const lifted = (place: Place) => {
      const { options } = store.state;
      return lift(planeNow(), place, markedZ(store.state) ?? new Float32Array(options.model.latent));
    };
    const closer = createCloserLook(host, store, session, lifted, (target, pixels) =>
      map.preview(target, { ...stack, pixels }),
    );
    const map = mountMap(host, {
      images: stack,
      tests,
      onPick: (row) => pick(store, row),
      onMark: (place) => store.set({ z: [...lifted(place)] }),
      onTarget(target) {
        closer.at(target);
        store.set({ hovered: target && "row" in target ? target.row : null });
      },
      onPoint: (place) => store.set({ pointed: place && { panel: "latent", z: lifted(place) } }),
      onSelect: (selection) => store.set({ selection }),
      onView: (view) => store.set({ mapView: view && { ...view, plane: planeName(store.state) } }),
    });
    // On another plane the same part would be of something else.
    store.watch(["mapView", "dimensions", "components"], (state) => {
      const { mapView } = state;
      map.setView(mapView?.plane === planeName(state) ? mapView : null);
    });
    store.watch(["z", "dimensions", "projection", "pointed", "options"], (state) => {
      const z = cursorOf(state, "latent");
      map.setCursor(z && project(planeNow(), z));
    });
    return {
      update(_, state) {
        const { latents, options, a, b, selection, mapLayers, mapNames } = state;
        map.update({
          rows: latents?.rows ?? state.mapRows,
          means: latents?.mean ?? null,
          logVariances: latents?.logVariance ?? null,
          projection: planeOf(state, latents?.latent ?? options.model.latent),
          labels: mapNames?.labels ?? state.dataset!.images.labels ?? unlabelled,
          classNames: mapNames?.names ?? state.dataset!.classNames,
          a,
          b,
          selection,
          layers: Object.values(mapLayers).flat(),
        });
      },
      files: () => latentFiles(store.state),
      destroy() {
        closer.destroy();
        dimensions.destroy();
        components.destroy();
        map.destroy();
      },
    };
  },
};

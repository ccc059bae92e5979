import { dimensionPlane, lift, project, type Place } from "../plane/projection";
import type { State } from "../run/store";
import { text } from "../text";
import { mountManifold } from "../views/manifold";
import { placesOf, type Spacing } from "../walks/places";
import { gridVectors } from "../walks/vectors";
import { createChoice } from "./choice";
import { cursorOf, markedZ } from "./cursor";
import { needsNumbers, type Panel } from "./panel";

const words = text.panels.grid;
const size = 15;

export interface GridAnswer {
  /** The latent vector that the grid goes through, all but the two dimensions that it runs over. */
  base: Float32Array;
  dimensions: [number, number];
  places: number[];
  images: Float32Array;
}

/** What the dimensions are held at that the grid does not run over. */
function baseOf(state: Readonly<State>, latent: number): Float32Array {
  const marked = state.gridOthers === "marked" && markedZ(state);
  return marked && marked.length === latent ? marked : new Float32Array(latent);
}

/** The grid: what the decoder draws over a plane of latent space. */
export const manifold: Panel<GridAnswer> = {
  name: "manifold",
  kind: "grid",
  title: () => words.title,
  caption({ options, gridSpacing, gridOthers, z }) {
    const others = options.model.latent - 2;
    const held = gridOthers === "zero" ? words.zero : z.length > 0 ? words.marked : words.noneMarked;
    return `${words.captions[gridSpacing]} ${words.pointing}${others > 0 ? ` ${words.others(others, held)}` : ""}`;
  },
  needs: needsNumbers,
  question(state) {
    const { dimensions, gridSpacing, gridOthers, z } = state;
    return {
      key: [...dimensions, gridSpacing, ...(gridOthers === "marked" ? z : [])],
      async ask(vae) {
        const base = baseOf(state, vae.options.model.latent);
        const places = placesOf(size, gridSpacing);
        const images = await vae.decode(gridVectors(base, dimensions, places));
        return { base, dimensions, places, images };
      },
    };
  },
  shows: ["dimensions", "options", "gridSpacing", "gridOthers"],
  mount(host, { stack, store, tools }) {
    const released = new AbortController();
    const { signal } = released;
    const spacing = createChoice<Spacing>(words.spacing, words.spacings, signal, (gridSpacing) =>
      store.set({ gridSpacing }),
    );
    const others = createChoice<State["gridOthers"]>(words.held, words.holds, signal, (gridOthers) =>
      store.set({ gridOthers }),
    );
    tools.append(others.element, spacing.element);
    const plane = ({ dimensions, options }: Readonly<State>) =>
      dimensionPlane(options.model.latent, dimensions);
    /** What the grid decodes at a place. */
    const decoded = (place: Place) => {
      const { state } = store;
      return lift(plane(state), place, baseOf(state, state.options.model.latent));
    };
    const grid = mountManifold(host, {
      onPoint: (place) => store.set({ pointed: place && { panel: "manifold", z: decoded(place) } }),
      onMark: (place) => store.set({ z: [...decoded(place)] }),
    });
    store.watch(["z", "dimensions", "pointed", "options"], (state) => {
      const z = cursorOf(state, "manifold");
      grid.setCursor(z && project(plane(state), z));
    });
    return {
      update(answer, { dimensions, options, gridSpacing, gridOthers }) {
        spacing.show(gridSpacing);
        others.show(gridOthers);
        others.element.hidden = options.model.latent <= 2;
        grid.update({
          images: answer && { ...stack, pixels: answer.images },
          places: answer?.places ?? placesOf(size, gridSpacing),
          latent: answer?.base.length ?? options.model.latent,
          dimensions: answer?.dimensions ?? dimensions,
        });
      },
      destroy() {
        released.abort();
        grid.destroy();
      },
    };
  },
};

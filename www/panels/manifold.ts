import { dimensionPlane, lift, project, type Place } from "../plane/projection";
import type { State } from "../run/store";
import { text } from "../text";
import { mountManifold } from "../views/manifold";
import { cursorOf } from "./cursor";
import { needsNumbers, type Panel } from "./panel";

const words = text.panels.manifold;
const size = 15;
const extent = 3;

export interface GridAnswer {
  latent: number;
  /** The two dimensions that the grid runs over. */
  dimensions: [number, number];
  images: Float32Array;
}

/** The grid: what the decoder draws over a plane of latent space. */
export const manifold: Panel<GridAnswer> = {
  name: "manifold",
  kind: "grid",
  workspaces: ["train", "latent"],
  title: () => words.title,
  caption({ options }) {
    const others = options.model.latent - 2;
    return others > 0 ? `${words.caption} ${words.others(others)}` : words.caption;
  },
  needs: needsNumbers,
  question: ({ dimensions }) => ({
    key: dimensions,
    async ask(vae) {
      const images = await vae.manifold({ size, extent, dimensions });
      return { latent: vae.options.model.latent, dimensions, images };
    },
  }),
  shows: ["dimensions", "options"],
  mount(host, { stack, store }) {
    const plane = ({ dimensions, options }: Readonly<State>) =>
      dimensionPlane(options.model.latent, dimensions);
    /** What the grid decodes at a place: all other dimensions are 0. */
    const decoded = (place: Place) =>
      lift(plane(store.state), place, new Float32Array(store.state.options.model.latent));
    const grid = mountManifold(host, {
      onPoint: (place) => store.set({ pointed: place && { panel: "manifold", z: decoded(place) } }),
      onMark: (place) => store.set({ z: [...decoded(place)] }),
    });
    store.watch(["z", "dimensions", "pointed", "options"], (state) => {
      const z = cursorOf(state, "manifold");
      grid.setCursor(z && project(plane(state), z));
    });
    return {
      update(answer, { dimensions, options }) {
        grid.update({
          images: answer && { ...stack, pixels: answer.images },
          size,
          extent,
          latent: answer?.latent ?? options.model.latent,
          dimensions: answer?.dimensions ?? dimensions,
        });
      },
      destroy: () => grid.destroy(),
    };
  },
};

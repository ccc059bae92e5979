import { text } from "../text";
import { mountManifold } from "../views/manifold";
import { marked } from "./latent";
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
    const grid = mountManifold(host, {
      onPoint: (place) => store.set({ pointed: place && { panel: "manifold", place } }),
      onMark([across, up]) {
        const { dimensions, options } = store.state;
        const z = Array.from({ length: options.model.latent }, () => 0);
        // The second first: with one dimension, both axes are the same.
        z[dimensions[1]] = up;
        z[dimensions[0]] = across;
        store.set({ z });
      },
    });
    store.watch(["z", "dimensions", "pointed"], (state) => {
      const elsewhere = state.pointed?.panel === "manifold" ? null : state.pointed;
      grid.setCursor(elsewhere?.place ?? marked(state));
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

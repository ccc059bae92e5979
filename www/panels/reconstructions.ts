import { h } from "../dom";
import { pick, shownCount, spread } from "../run/picks";
import { text } from "../text";
import { mountImagePairs } from "../views/image-pairs";
import { needsNumbers, type Panel } from "./panel";

const words = text.panels.reconstructions;

export interface PairsAnswer {
  /** The rows that were reconstructed, and what became of them. */
  rows: Uint32Array;
  images: Float32Array;
}

/** Images, each above what the model makes of it. */
export const reconstructions: Panel<PairsAnswer> = {
  name: "reconstructions",
  kind: "pairs-card",
  title: (dataset) => (dataset?.images.testRows ? words.testTitle : words.title),
  caption: ({ dataset }) => (dataset?.images.testRows ? words.testCaption : words.caption),
  needs: needsNumbers,
  question: ({ shown }) => ({
    key: [shown],
    ask: async (vae) => ({ rows: shown, images: await vae.reconstruct(shown) }),
  }),
  shows: ["shown", "a", "b", "dataset"],
  mount(host, { dataset, stack, store, tools }) {
    const { images } = dataset;
    const released = new AbortController();
    const pairs = mountImagePairs(host, {
      images: stack,
      testOnly: images.testRows !== undefined,
      onPick: (row) => pick(store, row),
    });
    const others = h("button", { type: "button" }, words.others);
    tools.append(others);
    let round = 0;
    others.addEventListener(
      "click",
      () => {
        round += 1;
        const rows = images.testRows ?? Uint32Array.from({ length: images.shape[0] }, (_, row) => row);
        store.set({ shown: spread(rows, store.state.dataset!.images.labels, shownCount, round) });
      },
      { signal: released.signal },
    );
    return {
      update(answer, { shown, a, b, dataset }) {
        const { images, classNames } = dataset!;
        const rows = answer?.rows ?? shown;
        const names = Array.from(rows, (row) => classNames[images.labels?.[row] ?? 0]);
        pairs.update({ rows, reconstructions: answer?.images ?? null, names, a, b });
      },
      destroy() {
        released.abort();
        pairs.destroy();
      },
    };
  },
};

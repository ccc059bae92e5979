import { h, setText } from "../../dom";
import { dimensionPlane, projectAll } from "../../plane/projection";
import type { PastView } from "../../run/past/viewer";
import type { State } from "../../run/store";
import { text } from "../../text/later";
import { fixed, number } from "../../text/format";
import { mountImagePairs } from "../../views/image-pairs";
import { mountLatentScatter, type Scatter } from "../../views/latent-scatter";
import { mountManifold } from "../../views/manifold";
import type { ImageStack } from "../../views/raster";
import type { Unlabelled } from "../../data/dataset";

const words = text.time;

export const told = ({ epoch, step }: Pick<PastView, "epoch" | "step">) =>
  words.at(fixed(epoch, 1), number(step));

/** Where the images lie on the map, `x, y` of each; in one dimension on a line. */
export function placesOf({ latents, grid }: PastView): Float32Array {
  const [across, up] = grid.dimensions;
  const places = projectAll(dimensionPlane(latents.latent, grid.dimensions), latents.mean);
  return across === up ? places.map((value, i) => (i % 2 === 0 ? value : 0)) : places;
}

type Placed = Pick<Scatter, "points" | "names"> & Partial<Pick<Scatter, "origin" | "reach">>;

/** Map, grid and reconstructions of one moment. */
export function mountMoment(
  host: HTMLElement,
  { dataset, stack, onPick }: { dataset: Unlabelled; stack: ImageStack; onPick(row: number): void },
) {
  const heading = h("h3", { "data-pictured": true });
  const squares = h("div", { class: "time-squares" });
  const pairsPlace = h("div");
  const element = h("div", { class: "time-moment" }, heading, squares, pairsPlace);
  host.append(element);
  const map = mountLatentScatter(squares);
  // One looks into the present alone.
  const grid = mountManifold(squares, { onPoint: () => {}, onMark: () => {} });
  const pairs = mountImagePairs(pairsPlace, {
    images: stack,
    testOnly: dataset.images.testRows !== undefined,
    onPick,
  });
  return {
    element,
    update(view: PastView, placed: Placed, title: string, state: Readonly<State>) {
      const { latents } = view;
      const { images, classNames } = state.dataset!;
      const labels = state.mapNames?.labels ?? images.labels;
      setText(heading, title);
      map.update({
        ...placed,
        colors: latents.rows.map((row) => labels?.[row] ?? 0),
        others: new Float32Array(),
        pointed: null,
        label: words.map(told(view), latents.rows.length),
      });
      grid.update({
        images: { ...stack, pixels: view.grid.images },
        places: view.grid.places,
        latent: latents.latent,
        dimensions: view.grid.dimensions,
      });
      const { rows, images: reconstructions } = view.pairs;
      const names = Array.from(rows, (row) => classNames[images.labels?.[row] ?? 0]);
      pairs.update({ rows, reconstructions, names, a: state.a, b: state.b });
    },
    destroy() {
      map.destroy();
      grid.destroy();
      pairs.destroy();
      element.remove();
    },
  };
}

import { h, uniqueId } from "../dom";
import { counted, type Dataset } from "../data/dataset";
import { mountImagePairs } from "../views/image-pairs";
import { mountLatentScatter } from "../views/latent-scatter";
import { mountLossChart } from "../views/loss-chart";
import { mountManifold } from "../views/manifold";
import type { ImageStack } from "../views/raster";
import { mountDimensions } from "./dimensions";
import { mountInterpolation } from "./interpolation";
import { shownCount, spread } from "../run/picks";
import type { Session } from "../run/session";
import { mountStatistics } from "./statistics";
import { manifoldExtent, manifoldSize } from "../run/snapshots";
import type { Store } from "../run/store";

/** What a page calls the views, by the kinds of their cards. */
const viewNames = {
  map: "latent",
  grid: "manifold",
  loss: "loss",
  "pairs-card": "reconstructions",
  walk: "interpolation",
  statistics: "statistics",
};

export const views: string[] = Object.values(viewNames);

/** A titled card: tools beside the title, the view, and a caption in plain words. */
function card(host: HTMLElement, kind: keyof typeof viewNames, title: string, caption: string) {
  const view = viewNames[kind];
  const tools = h("div", { class: "tools" });
  const body = h("div", { class: "card-body" });
  host.append(
    h(
      "figure",
      { class: `card ${kind}`, part: `card ${view}`, "data-view": view, "aria-label": title },
      h("div", { class: "card-head" }, h("h2", {}, title), tools),
      body,
      h("figcaption", {}, caption),
    ),
  );
  return { tools, body };
}

/** All views of one data set, kept up to date from the store. */
export function mountPanels(
  host: HTMLElement,
  page: Store,
  session: Session,
  dataset: Dataset,
): { destroy(): void } {
  const store = page.part();
  const { images, classNames, references } = dataset;
  const [count, height, width, channels] = images.shape;
  const stack: ImageStack = { pixels: images.pixels, height, width, channels, display: dataset.display };
  const labels = images.labels ?? new Uint8Array(count);
  const shownOnMap = store.state.mapRows.length;
  const isTest = new Uint8Array(count);
  for (const row of images.testRows ?? []) isTest[row] = 1;
  const released = new AbortController();

  function pick(row: number): void {
    const { slot } = store.state;
    store.set({ [slot]: row, slot: slot === "a" ? "b" : "a" });
    session.refresh();
  }

  /** The marked place, on the axes that are shown. */
  function marked(): [number, number] | null {
    const { z, dimensions } = store.state;
    return z.length > 0 ? [z[dimensions[0]] ?? 0, z[dimensions[1]] ?? 0] : null;
  }

  const map = card(
    host,
    "map",
    "Latent space",
    "Where the encoder puts each image: dots are training images, rings test images. The dashed circles " +
      "are 1, 2 and 3 standard deviations of the prior. Click two points to walk between them." +
      (store.state.selection ? " Draw a line around points to select them." : "") +
      (shownOnMap < count
        ? ` ${counted(shownOnMap, "image")} of ${count.toLocaleString("en")} are shown.`
        : ""),
  );
  const dimensions = mountDimensions(map.tools, store, session);
  const scatter = mountLatentScatter(map.body, {
    images: stack,
    labels,
    isTest,
    classNames,
    onPick: pick,
    onPoint: (z) => manifold.setCursor(z ?? marked()),
    onSelect: store.state.selection ? (selection) => store.set({ selection }) : undefined,
  });

  const grid = card(
    host,
    "grid",
    "Decoded grid",
    "What the decoder draws at each place of the same plane, from −3 to 3. Point at an image to see where it " +
      "lies in the map, click to mark the place.",
  );
  const manifold = mountManifold(grid.body, {
    onPoint: (z) => scatter.setCursor(z ?? marked()),
    onMark([across, up]) {
      const { dimensions, options } = store.state;
      const z = Array.from({ length: options.model.latent }, () => 0);
      // The second first: with one dimension, both axes are the same.
      z[dimensions[1]] = up;
      z[dimensions[0]] = across;
      store.set({ z });
    },
  });

  const charts = card(
    host,
    "loss",
    "Loss",
    "Reconstruction is how many nats the decoder misses an image by; KL is how much the code says about it " +
      "beyond the prior. Their sum, −ELBO, is what training lowers at beta = 1, unless you choose another objective.",
  );
  charts.tools.append("nats per image, by epoch");
  const group = uniqueId("epochs");
  const chartHosts = [h("div", { class: "chart-host" }), h("div", { class: "chart-host" })];
  charts.body.append(...chartHosts);
  const reconstruction = mountLossChart(chartHosts[0]!, {
    title: "Reconstruction",
    group,
  });
  const kl = mountLossChart(chartHosts[1]!, { title: "KL", group });
  const marks = [
    { value: references.meanPixel, name: "mean pixel" },
    { value: references.entropyFloor, name: "pixel entropy" },
  ];

  const testOnly = images.testRows !== undefined;
  const pairsCard = card(
    host,
    "pairs-card",
    testOnly ? "Test images and reconstructions" : "Images and reconstructions",
    `${testOnly ? "Images the model has not been trained on" : "Training images, since there is no test set"}, ` +
      "each above what is left of it after passing through z. Press one to pick it for the interpolation.",
  );
  const others = h("button", { type: "button" }, "Other images");
  pairsCard.tools.append(others);
  const pairs = mountImagePairs(pairsCard.body, {
    images: stack,
    labels,
    classNames,
    testOnly,
    onPick: pick,
  });
  let round = 0;
  others.addEventListener(
    "click",
    () => {
      round += 1;
      const rows = images.testRows ?? Uint32Array.from({ length: count }, (_, row) => row);
      store.set({ shown: spread(rows, images.labels, shownCount, round) });
      session.refresh();
    },
    { signal: released.signal },
  );

  const walk = card(
    host,
    "walk",
    "Interpolation",
    "The straight line from A to B in latent space, decoded at eleven places. Both ends are reconstructions.",
  );
  const interpolation = mountInterpolation(walk.body, store, session, dataset, stack);

  const measured = card(
    host,
    "statistics",
    "Statistics",
    "KL per dimension tells how much each of them says about an image; one that hardly varies is not in use. The " +
      "bound weighs many samples by their importance, and is nearer to the negative log-likelihood than −ELBO.",
  );
  const statistics = mountStatistics(measured.body, store, session);

  store.watch(["z", "dimensions"], () => {
    scatter.setCursor(marked());
    manifold.setCursor(marked());
  });
  store.watch(["snapshot", "dimensions", "a", "b", "selection"], (state) => {
    const { snapshot, dimensions, a, b, options } = state;
    const selection = state.selection ?? new Uint32Array();
    const latent = snapshot?.latent ?? options.model.latent;
    const rows = snapshot?.rows ?? store.state.mapRows;
    scatter.update({ rows, means: snapshot?.means ?? null, latent, dimensions, a, b, selection });
  });
  store.watch(["snapshot"], ({ snapshot, dimensions, options }) => {
    manifold.update({
      images: snapshot && { ...stack, pixels: snapshot.manifold },
      size: manifoldSize,
      extent: manifoldExtent,
      latent: snapshot?.latent ?? options.model.latent,
      dimensions: snapshot?.dimensions ?? dimensions,
    });
  });
  store.watch(["snapshot", "shown", "a", "b"], ({ snapshot, shown, a, b }) => {
    pairs.update({
      rows: snapshot?.shown ?? shown,
      reconstructions: snapshot?.reconstructions ?? null,
      a,
      b,
    });
  });
  store.watch(["history", "options"], ({ history, options }) => {
    // They are cross-entropies, as Bernoulli's are.
    const { kind } = options.model.likelihood ?? { kind: "bernoulli" };
    reconstruction.update(history.reconstruction, kind === "bernoulli" ? marks : []);
    kl.update(history.kl);
  });

  return {
    destroy() {
      store.destroy();
      released.abort();
      for (const view of [
        dimensions,
        scatter,
        manifold,
        reconstruction,
        kl,
        pairs,
        interpolation,
        statistics,
      ])
        view.destroy();
      host.replaceChildren();
    },
  };
}

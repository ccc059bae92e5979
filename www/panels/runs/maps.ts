import { h, setText } from "../../dom";
import { align } from "../../plane/procrustes";
import { dimensionPlane, projectAll } from "../../plane/projection";
import type { KeptRun } from "../../run/compare/kept-run";
import type { State } from "../../run/store";
import { text } from "../../text/later";
import { fixed } from "../../text/format";
import { isolated } from "../../text/isolate";
import { mountLatentScatter, reachOf } from "../../views/latent-scatter";

const words = text.runs.map;

/** Where a run's two telling dimensions put the images, `x, y` of each; of one dimension on a line. */
function placesOf({ latents, dimensions }: KeptRun): Float32Array {
  const places = projectAll(dimensionPlane(latents.latent, dimensions), latents.mean);
  return dimensions[0] === dimensions[1] ? places.map((value, i) => (i % 2 === 0 ? value : 0)) : places;
}

/** A map of each run, all but the first turned to fit the first one's. */
export function mountRunMaps(host: HTMLElement) {
  let maps: {
    element: HTMLElement;
    title: HTMLElement;
    note: HTMLElement;
    map: ReturnType<typeof mountLatentScatter>;
  }[] = [];

  function build(count: number): void {
    for (const { map, element } of maps.splice(count)) {
      map.destroy();
      element.remove();
    }
    while (maps.length < count) {
      const [title, note] = [h("h3", { "data-pictured": true }), h("p", { class: "help" })];
      const element = h("div", { class: "run-map" }, title);
      host.append(element);
      maps.push({ element, title, note, map: mountLatentScatter(element) });
      element.append(note);
    }
  }

  return {
    update(runs: readonly KeptRun[], { dataset, mapNames }: Pick<State, "dataset" | "mapNames">) {
      build(runs.length);
      const labels = mapNames?.labels ?? dataset?.images.labels;
      const places = runs.map(placesOf);
      const fits = places.map((points, i) => (i === 0 ? null : align(points, places[0]!)));
      const shown = fits.map((fit, i) => (fit ? fit.moved(places[i]!) : places[i]!));
      const reach = Math.max(...shown.map(reachOf));
      runs.forEach(({ name, latents, dimensions: [across, up] }, i) => {
        const { title, note, map } = maps[i]!;
        const fit = fits[i];
        setText(title, isolated(name));
        const degrees = fit && fixed((fit.angle * 180) / Math.PI, 0);
        setText(note, fit ? words.turned(degrees!, fit.mirrored, fixed(fit.residual, 2)) : words.first);
        const axis = (dimension: number) =>
          fit ? text.time.fitted(`z${dimension + 1}`) : `z${dimension + 1}`;
        map.update({
          points: shown[i]!,
          names: [axis(across), axis(up)],
          colors: latents.rows.map((row) => labels?.[row] ?? 0),
          others: new Float32Array(),
          pointed: null,
          label: words.label(name, latents.rows.length),
          reach,
          ...(fit && { origin: [...fit.moved(new Float32Array(2))] as [number, number] }),
        });
      });
    },
    destroy: () => build(0),
  };
}

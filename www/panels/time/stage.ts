import { h, setText, uniqueId } from "../../dom";
import type { Unlabelled } from "../../data/dataset";
import { align } from "../../plane/procrustes";
import type { State } from "../../run/store";
import { text as page } from "../../text";
import { text } from "../../text/later";
import { fixed } from "../../text/format";
import { reachOf } from "../../views/latent-scatter";
import { mountLossChart } from "../../views/loss-chart";
import type { ImageStack } from "../../views/raster";
import type { Looked } from "./looking";
import { mountMoment, placesOf, told } from "./moment";

const words = text.time;

/** Degrees, without a sign on zero. */
const degrees = (angle: number) => fixed((angle * 180) / Math.PI, 0);

/** What is seen of the past, as it is drawn into an animation too: one moment or two, and the curves with their place. */
export function mountStage(
  host: HTMLElement,
  about: { dataset: Unlabelled; stack: ImageStack; onPick(row: number): void },
) {
  const title = h("p", { class: "time-title", "data-pictured": true });
  const moments = h("div", { class: "time-moments" });
  const said = h("p", { class: "help" });
  const curves = h("div", { class: "time-curves" });
  const element = h("div", { class: "time-stage" }, title, moments, curves);
  host.append(element, said);
  const a = mountMoment(moments, about);
  const b = mountMoment(moments, about);
  const group = uniqueId("epochs");
  const chart = (name: string) => {
    const place = h("div", { class: "chart-host" });
    curves.append(place);
    return mountLossChart(place, { title: name, group });
  };
  const reconstruction = chart(page.panels.loss.reconstruction);
  const kl = chart(page.panels.loss.kl);

  return {
    element,
    /** `turn` has the second moment's map turned so that it fits the first one's. */
    update(looked: Looked, turn: boolean, state: Readonly<State>) {
      const { options, dataset, history } = state;
      const places = { a: placesOf(looked.a), b: looked.b && placesOf(looked.b) };
      const [across, up] = looked.a.grid.dimensions.map((dimension) => `z${dimension + 1}`) as [
        string,
        string,
      ];
      const fit = places.b && turn ? align(places.b, places.a) : null;
      const shownB = fit && places.b ? fit.moved(places.b) : places.b;
      const reach = Math.max(reachOf(places.a), shownB ? reachOf(shownB) : 0);
      const at = told(looked.a);
      const { encoder, latent } = options.model;
      setText(title, words.described(null, dataset!.name, words.model(encoder, latent), at));
      element.classList.toggle("compared", looked.b !== null);
      const named = (part: string, at: string) => (looked.b ? `${part}: ${at}` : at);
      a.update(looked.a, { points: places.a, names: [across, up], reach }, named(words.parts.a, at), state);
      b.element.hidden = looked.b === null;
      if (looked.b && shownB) {
        const names = [across, up].map((name) => (fit ? words.fitted(name) : name)) as [string, string];
        const origin = fit ? ([...fit.moved(new Float32Array(2))] as [number, number]) : ([0, 0] as const);
        const title = named(words.parts.b, told(looked.b));
        b.update(looked.b, { points: shownB, names, origin, reach }, title, state);
      }
      const shown = looked.a.latents.rows.length;
      const all = dataset!.images.shape[0];
      const notes = [
        ...(fit ? [words.turned(degrees(fit.angle), fit.mirrored, fixed(fit.residual, 2))] : []),
        ...(shown < all ? [words.some(shown, all)] : []),
      ];
      setText(said, notes.join(" "));
      reconstruction.update(history.reconstruction, [], looked.a.epoch);
      kl.update(history.kl, [], looked.a.epoch);
    },
    destroy() {
      for (const part of [a, b, reconstruction, kl]) part.destroy();
    },
  };
}

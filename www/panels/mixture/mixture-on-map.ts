import { h } from "../../dom";
import type { InstrumentClient } from "../../instrument/client";
import type { Mixture } from "../../instrument/protocol";
import type { Layer } from "../../plane/layer";
import type { Projection } from "../../plane/projection";
import type { State, Store } from "../../run/store";
import { text } from "../../text/later";
import { createLatest } from "../latest";
import { createPlanes } from "../latent";
import { drawOnMap } from "../map-layers";
import { contours, ellipses } from "./layers";

const words = text.mixture;
const name = "mixture";

/** A mixture as a plane sees it. */
interface Seen {
  mixture: Mixture;
  plane: Projection;
}

/** Draws the mixture on the map while it is the model's as it is now, or `live` says that it keeps up with it. */
export function mountMixtureOnMap(
  host: HTMLElement,
  store: Store,
  instrument: InstrumentClient,
  live: () => boolean,
  signal: AbortSignal,
) {
  const toggle = (label: string, checked: boolean) => {
    const input = h("input", { type: "checkbox", checked });
    host.append(h("label", { class: "check" }, input, label));
    input.addEventListener("change", () => update(store.state), { signal });
    return input;
  };
  const outlined = toggle(words.ellipses, true);
  const shaded = toggle(words.contours, false);
  const planeOf = createPlanes();
  /** Those of the latest mixture for which they are known: until the next ones are, they stay. */
  let outlines: readonly Layer[] = [];
  let shades: readonly Layer[] = [];
  let asked: Seen | null = null;
  let drawn: (readonly Layer[])[] = [];

  const latest = createLatest(
    async ({ mixture, plane }: Seen, signal) => {
      shades = [await contours(instrument, mixture, plane, signal)];
      update(store.state);
    },
    () => (asked = null),
  );

  function shade(seen: Seen): void {
    if (asked?.mixture === seen.mixture && asked.plane === seen.plane) return;
    asked = seen;
    latest.ask(seen);
  }

  function update({ mixture, step, options }: Readonly<State>): void {
    const { latent } = options.model;
    const shown = mixture && (mixture.step === step || live()) && latent > 1;
    if (shown && shaded.checked) shade({ mixture: mixture.mixture, plane: planeOf(store.state, latent) });
    const next = [shown && shaded.checked ? shades : [], shown && outlined.checked ? outlines : []].filter(
      (layers) => layers.length > 0,
    );
    if (next.length === drawn.length && next.every((layers, i) => layers === drawn[i])) return;
    drawn = next;
    drawOnMap(store, name, next.flat());
  }
  store.watch(["mixture", "step", "options", "dimensions", "projection"], update);

  return {
    /** With the class whose colour each component has. */
    outline(mixture: Mixture, colors: number[]) {
      outlines = ellipses(mixture, colors);
      update(store.state);
    },
    update: () => update(store.state),
    destroy() {
      latest.end();
      drawOnMap(store, name, []);
    },
  };
}

import { watchPlace } from "../../run/sight";
import type { Store } from "../../run/store";
import { drawOnMap } from "../map-layers";

/** Draws samples on the map as long as the sheet is on the page: on other workspaces, nothing says what they are. */
export function mountSamplesOnMap(host: HTMLElement, store: Store) {
  let drawn: Float32Array | null = null;
  let shown: Float32Array | null = null;

  function draw(points: Float32Array | null): void {
    if (points === shown) return;
    shown = points;
    drawOnMap(store, "samples", points ? [{ kind: "points", points }] : []);
  }
  const look = () => draw(place.placed ? drawn : null);
  const place = watchPlace(host, look);

  return {
    /** `latent` values each; null for none. */
    show(z: Float32Array | null) {
      drawn = z;
      look();
    },
    destroy() {
      place.destroy();
      draw(null);
    },
  };
}

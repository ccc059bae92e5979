import type { LineLayer } from "../../plane/layer";
import type { Store } from "../../run/store";

/** How the ways are told apart on the map: whole, dashed, dotted. */
const dashes = [[], [9, 6], [2, 4]];

/** Draws ways on the map as long as their panel stands in the workspace that is open. */
export function mountLayers(host: HTMLElement, store: Store, ways: () => readonly (Float32Array | null)[]) {
  let drawn: readonly (Float32Array | null)[] = [];

  function put(next: readonly (Float32Array | null)[]): void {
    if (next.length === drawn.length && next.every((points, i) => points === drawn[i])) return;
    drawn = next;
    const layers = next.flatMap((points, i): LineLayer[] =>
      points ? [{ kind: "line", points, dash: dashes[i]! }] : [],
    );
    store.set({ mapLayers: { ...store.state.mapLayers, interpolation: layers } });
  }

  const draw = () => put(host.checkVisibility() ? ways() : []);
  // It has no size while another workspace is open.
  const sizes = new ResizeObserver(draw);
  sizes.observe(host);
  return {
    draw,
    destroy() {
      sizes.disconnect();
      put([]);
    },
  };
}

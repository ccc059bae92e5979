import { slerp } from "../../engine/slerp";
import type { LineLayer } from "../../plane/layer";
import { watchPlace } from "../../run/sight";
import type { State, Store } from "../../run/store";
import { linePlaces } from "../../walks/line";
import { lineVectors } from "../../walks/vectors";

/** How the ways are told apart on the map: whole, dashed, dotted. */
const [whole, dashed, dotted] = [[], [9, 6], [2, 4]];

/** The straight line and the one on the great circle between A and B, where the map has them now. */
function linesOf({ latents, a, b }: Readonly<State>): LineLayer[] {
  if (!latents) return [];
  const { rows, mean, latent } = latents;
  const ends = [a, b].map((row) => {
    const at = rows.indexOf(row);
    return at < 0 ? null : mean.subarray(at * latent, (at + 1) * latent);
  });
  const [from, to] = ends;
  if (!from || !to) return [];
  return [
    { kind: "line", points: lineVectors(from, to, 2), dash: whole },
    { kind: "line", points: slerp(from, to, linePlaces), dash: dashed },
  ];
}

/** Draws the ways on the map as long as their panel stands in the workspace that is open. */
export function mountLayers(host: HTMLElement, store: Store, along: () => Float32Array | null) {
  let known: unknown[] = [];

  function draw(): void {
    const { latents, a, b, mapLayers } = store.state;
    const way = along();
    const open = place.placed;
    const now = open ? [latents, a, b, way] : [];
    if (now.length === known.length && now.every((value, i) => value === known[i])) return;
    known = now;
    const lines: LineLayer[] = open ? linesOf(store.state) : [];
    if (open && way) lines.push({ kind: "line", points: way, dash: dotted });
    store.set({ mapLayers: { ...mapLayers, interpolation: lines } });
  }

  const place = watchPlace(host, draw);
  store.watch(["latents", "a", "b", "step"], draw);
  return {
    draw,
    destroy() {
      place.destroy();
      const { interpolation: _, ...others } = store.state.mapLayers;
      store.set({ mapLayers: others });
    },
  };
}

import { arrows, arrowScale, type Pulled } from "../../inside/pulls";
import type { Recorded } from "../../run/recording";
import { watchPlace } from "../../run/sight";
import type { Store } from "../../run/store";
import { drawOnMap } from "../map-layers";
import { sceneOf } from "./scene";

const name = "slow-motion";
/** How the pulls are told apart, as in the legend. */
const styles = { reconstruction: { strong: true }, prior: { dash: [5, 3] } };

/** What pulls at the code of each image that was recorded; none where the objective has other parts. */
function pulledBy(recorded: Recorded): Pulled[] {
  return Array.from({ length: recorded.images }, (_, image) => sceneOf(recorded, image)).flatMap(
    ({ drawn, pulls }) => (pulls ? [{ mean: drawn.mean, ...pulls.mean }] : []),
  );
}

/** Draws both pulls at each code on the map as long as the panel stands in the workspace that is open. */
export function mountOnMap(host: HTMLElement, store: Store) {
  let wanted: Recorded | null = null;
  let drawn: Recorded | null = null;
  let scale = 0;

  function draw(): void {
    const now = place.placed ? wanted : null;
    if (now === drawn) return;
    drawn = now;
    const pulled = now ? pulledBy(now) : [];
    scale = arrowScale(pulled);
    const layers = (["reconstruction", "prior"] as const).map((which) => ({
      kind: "arrows" as const,
      points: arrows(pulled, which, scale),
      ...styles[which],
    }));
    drawOnMap(store, name, scale > 0 ? layers : []);
  }

  const place = watchPlace(host, draw);
  return {
    /** Those of this step; none without one. */
    show(recorded: Recorded | null) {
      wanted = recorded;
      draw();
    },
    destroy() {
      place.destroy();
      drawOnMap(store, name, []);
    },
  };
}

/** How many times as long as the gradients the arrows are. */
export const scaleOf = (recorded: Recorded) => arrowScale(pulledBy(recorded));

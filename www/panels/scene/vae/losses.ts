import { h, uniqueId } from "../../../dom";
import type { SceneLosses } from "../../../engine/protocol";
import { text } from "../../../text/later";
import { mountLines } from "../../../views/lines";
import type { LossRow } from "./learner";

const words = text.scene.vae;

type Part = keyof SceneLosses;

/** Reconstruction is some hundred times as much as what is said of objects, and has a chart of its own. */
const charts: readonly { title: string; parts: readonly Part[] }[] = [
  { title: words.charts.pixels, parts: ["loss", "reconstruction"] },
  { title: words.charts.kl, parts: ["what", "place", "depth", "presence", "background"] },
];

/** The loss and its parts over the steps. */
export function mountLosses(host: HTMLElement) {
  const element = h("div", { class: "scene-vae-losses", hidden: true });
  host.append(element);
  const group = uniqueId("scene-losses");
  const mounted = charts.map(({ title, parts }) => {
    const place = h("div", { class: "chart-host" });
    element.append(place);
    return { title, parts, chart: mountLines(place, { title, group }) };
  });

  return {
    update(rows: readonly LossRow[]) {
      element.hidden = rows.length === 0;
      const last = rows.at(-1);
      if (!last) return;
      for (const { title, parts, chart } of mounted) {
        const values = parts.map((part) => words.part(words.parts[part], last.losses[part]));
        chart.update(
          {
            steps: rows.map(({ step }) => step),
            names: parts.map((part) => words.parts[part]),
            columns: parts.map((part) => rows.map(({ losses }) => losses[part])),
          },
          values,
          words.chart(title, values.join(", ")),
        );
      }
    },
    destroy() {
      for (const { chart } of mounted) chart.destroy();
      element.remove();
    },
  };
}

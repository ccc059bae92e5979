import type uPlot from "uplot";
import { h } from "../dom";
import { chartSvg } from "../export/chart";
import { significant } from "../text/format";
import { createChart, type Describe, type Level } from "./chart";
import { blockStyles } from "./block-styles";
import type { Colors } from "./theme";

/** A value of each block over the steps of a run; null where it has no logarithm. */
export interface BlockCurves {
  steps: readonly number[];
  /** The encoder's blocks, then the decoder's. */
  names: readonly string[];
  /** How many of them are the encoder's. */
  encoder: number;
  columns: readonly (readonly (number | null)[])[];
}

/** Room for the vertical axis' numbers, in CSS pixels. */
const axisWidth = 56;

/** One quantity of all blocks over steps, on an axis of powers of ten. */
export function mountBlockChart(
  host: HTMLElement,
  { title, group, level }: { title: string; group: string; level?: Level },
) {
  const heading = h("h3", { "data-pictured": true }, title);
  const stage = h("div", { class: "chart", role: "img", "aria-label": title });
  host.append(heading, stage);
  let curves: BlockCurves = { steps: [], names: [], encoder: 0, columns: [] };

  function drawLevel({ ctx, bbox, valToPos }: uPlot, { muted, surface }: Colors): void {
    if (!level) return;
    const y = valToPos(level.value, "y", true);
    if (y < bbox.top || y > bbox.top + bbox.height) return;
    ctx.save();
    ctx.strokeStyle = ctx.fillStyle = muted;
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash([2 * devicePixelRatio, 3 * devicePixelRatio]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.font = `${10.5 * devicePixelRatio}px system-ui, sans-serif`;
    ctx.textAlign = "right";
    ctx.textBaseline = "bottom";
    // Curves go behind its name.
    ctx.setLineDash([]);
    ctx.lineWidth = 4 * devicePixelRatio;
    ctx.strokeStyle = surface;
    ctx.strokeText(level.name, bbox.left + bbox.width - 4, y - 2);
    ctx.fillText(level.name, bbox.left + bbox.width - 4, y - 2);
    ctx.restore();
  }

  const describe: Describe = (colors, axis) => {
    const styles = blockStyles(curves.names.length, curves.encoder);
    return {
      cursor: { sync: { key: group }, drag: { x: false, y: false }, points: { size: 5 } },
      scales: { x: { time: false }, y: { distr: 3, log: 10 } },
      axes: [
        { ...axis, size: 26, gap: 3 },
        {
          ...axis,
          size: axisWidth,
          gap: 3,
          values: (_, ticks) =>
            ticks.map((tick: number | null) => (tick === null ? "" : significant(tick, 1))),
        },
      ],
      series: [
        {},
        ...curves.names.map((label, i): uPlot.Series => ({
          label,
          stroke: colors.classes[styles[i]!.colour]!,
          dash: styles[i]!.dash,
          width: 1.5,
          spanGaps: true,
          points: { show: (self) => self.data[0].length < 3, size: 5 },
        })),
      ],
      hooks: { draw: [(self) => drawLevel(self, colors)] },
    };
  };
  const data = () => [curves.steps, ...curves.columns] as uPlot.AlignedData;
  const chart = createChart(stage, describe, data);

  return {
    update(next: BlockCurves, label: string) {
      const other = next.names.join() !== curves.names.join();
      curves = next;
      stage.setAttribute("aria-label", label);
      if (other) chart.remake();
      else chart.renew();
    },
    svg: () => chartSvg(chart.plot!, title),
    destroy() {
      chart.destroy();
      heading.remove();
      stage.remove();
    },
  };
}

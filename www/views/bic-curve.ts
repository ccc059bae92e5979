import type uPlot from "uplot";
import { h, setText } from "../dom";
import { text } from "../text/later";
import { number } from "../text/format";
import { createChart, type Describe } from "./chart";
import type { Colors } from "./theme";

/** Room for the vertical axis' numbers, in CSS pixels. */
const axisWidth = 64;

/** BIC of each number of components from 1 on, the lowest marked; a press or a key chooses a number. */
export function mountBicCurve(host: HTMLElement, onChoose: (components: number) => void) {
  const words = text.mixture.curve;
  const stage = h("div", { class: "curve", role: "slider", tabindex: 0, "aria-label": words.about });
  const readout = h("p", { class: "help", role: "status" }, words.hint);
  host.append(h("h3", { "data-pictured": true }, words.title), stage, readout);
  const released = new AbortController();
  const { signal } = released;
  let curve: number[] = [];
  let chosen = 0;

  const least = () => curve.indexOf(Math.min(...curve)) + 1;
  const say = (components: number) =>
    words.one(components, number(Math.round(curve[components - 1]!)), components === least());

  function mark({ ctx, valToPos }: uPlot, colors: Colors): void {
    const ring = (components: number, radius: number, fill: boolean) => {
      const value = curve[components - 1];
      if (value === undefined) return;
      ctx.beginPath();
      ctx.arc(
        valToPos(components, "x", true),
        valToPos(value, "y", true),
        radius * devicePixelRatio,
        0,
        2 * Math.PI,
      );
      ctx[fill ? "fill" : "stroke"]();
    };
    ctx.save();
    ctx.lineWidth = 2 * devicePixelRatio;
    ctx.strokeStyle = colors.test;
    ctx.fillStyle = colors.accent;
    ring(chosen, 5, true);
    ring(least(), 8, false);
    ctx.restore();
  }

  const describe: Describe = (colors, axis) => {
    return {
      cursor: { drag: { x: false, y: false }, y: false, points: { size: 6 } },
      scales: { x: { time: false, range: () => [0.5, curve.length + 0.5] } },
      axes: [
        { ...axis, size: 26, gap: 3, incrs: [1, 2, 5, 10, 20] },
        { ...axis, size: axisWidth, gap: 3, values: (_, ticks) => ticks.map(number) },
      ],
      series: [{}, { stroke: colors.train, width: 1.75, points: { show: true, size: 5 } }],
      hooks: { draw: [(self) => mark(self, colors)], setCursor: [({ cursor }) => point(cursor.idx)] },
    };
  };
  const data = (): uPlot.AlignedData => [curve.map((_, i) => i + 1), curve];
  const point = (index: number | null | undefined) =>
    setText(readout, curve[index ?? -1] === undefined ? words.hint : say(index! + 1));

  const choose = (components: number) => {
    if (components >= 1 && components <= curve.length && components !== chosen) onChoose(components);
  };
  stage.addEventListener("click", () => chart.plot?.cursor.idx != null && choose(chart.plot.cursor.idx + 1), {
    signal,
  });
  stage.addEventListener(
    "keydown",
    (event) => {
      const moves: Record<string, number> = {
        ArrowLeft: chosen - 1,
        ArrowDown: chosen - 1,
        ArrowRight: chosen + 1,
        ArrowUp: chosen + 1,
        Home: 1,
        End: curve.length,
      };
      const next = moves[event.key];
      if (next === undefined) return;
      event.preventDefault();
      choose(next);
    },
    { signal },
  );

  const chart = createChart(stage, describe, data);

  return {
    /** `bic` of 1 component, 2 and so on, and the number that is shown. */
    update(bic: number[], components: number) {
      curve = bic;
      chosen = components;
      chart.renew();
      for (const [name, value] of Object.entries({
        valuemin: "1",
        valuemax: String(bic.length),
        valuenow: String(components),
        valuetext: say(components),
      }))
        stage.setAttribute(`aria-${name}`, value);
    },
    destroy() {
      released.abort();
      chart.destroy();
      host.replaceChildren();
    },
  };
}

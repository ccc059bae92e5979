import type uPlot from "uplot";
import { h } from "../dom";
import { chartSvg } from "../export/chart";
import { createChart, type Describe } from "./chart";
import type { Pen } from "./pen";
import { classColors, type Colors } from "./theme";

type Point = readonly [kl: number, reconstruction: number];

/** A run's way, its first point first. */
export type Way = readonly Point[];

export interface RateDistortion {
  /** Earlier ones first. */
  earlier: readonly Way[];
  now: Way;
  /** What is written beside the ends of the earlier ones. */
  labels?: readonly string[];
  /** What the buttons on these ends are called, where they can be chosen. */
  choices?: readonly string[];
  /** What of KL costs as much as 1 of reconstruction: the slope of the lines of equal loss; null where KL has no such weight. */
  beta: number | null;
}

/** A line through the plane. */
interface Line {
  points: readonly Point[];
  stroke: string;
  width: number;
  opacity?: number;
  dash?: readonly number[];
}

/** The first points of a run lie far off; once it is long, the scale leaves them out. */
const settledAfter = 20;
const begun = 0.1;

/** What the plane shows: all ends, and the ways but for their steep beginnings. */
export function extentOf({ earlier, now }: Pick<RateDistortion, "earlier" | "now">): {
  x: [number, number];
  y: [number, number];
} {
  const shown = [...earlier, now].flatMap((way) =>
    way.length < settledAfter ? way : way.slice(Math.ceil(way.length * begun)),
  );
  const [xs, ys] = [shown.map(([kl]) => kl), shown.map(([, reconstruction]) => reconstruction)];
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [low, high] = [Math.min(...ys), Math.max(...ys)];
  if (shown.length === 0) return { x: [0, 1], y: [0, 1] };
  const [across, up] = [Math.max((right - left) * 0.08, 0.2), Math.max((high - low) * 0.08, 0.5)];
  return { x: [Math.max(0, left - across), right + across], y: [low - up, high + up] };
}

/** Names beside places, each towards the middle, and below those that it would be written over. */
function drawLabels(
  ctx: Pen,
  named: readonly { label: string; place: readonly [x: number, y: number] }[],
  middle: number,
): void {
  const line = 13 * devicePixelRatio;
  const away = 7 * devicePixelRatio;
  ctx.globalAlpha = 1;
  ctx.font = `${11 * devicePixelRatio}px system-ui, sans-serif`;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  const written: { left: number; right: number; y: number }[] = [];
  for (const { label, place } of named) {
    const { width } = ctx.measureText(label);
    const left = place[0] > middle ? place[0] - away - width : place[0] + away;
    let [, y] = place;
    const over = (other: { left: number; right: number; y: number }) =>
      other.left < left + width && other.right > left && Math.abs(other.y - y) < line;
    while (written.some(over)) y += line;
    written.push({ left, right: left + width, y });
    ctx.fillText(label, left, y);
  }
}

/**
 * KL across and reconstruction upwards, with the ways of runs through the plane. Ends that can be chosen are buttons over
 * the picture, which keys reach as they reach any other.
 */
export function mountRateDistortion(
  host: HTMLElement,
  title: string,
  axes: { x: string; y: string },
  onChoose: (index: number) => void = () => {},
) {
  const heading = h("h3", { "data-pictured": true }, title);
  const stage = h("div", { class: "chart plane", role: "img", "aria-label": title });
  const choices = h("div", { class: "plane-choices", role: "group", "aria-label": title, hidden: true });
  const frame = h("div", { class: "plane-stage" }, stage, choices);
  host.append(heading, frame);
  let shown: RateDistortion = { earlier: [], now: [], beta: null };
  let colors: Colors | null = null;

  function paths(): Line[] {
    if (!colors) return [];
    const { muted, train, accent } = colors;
    const { earlier, now, beta } = shown;
    const last = now.at(-1);
    const { x } = extentOf(shown);
    const equal = (kl: number): Point => [kl, last![1] - beta! * (kl - last![0])];
    return [
      ...earlier.map((points) => ({ points, stroke: muted, width: 1.5, opacity: 0.45 })),
      ...(last && beta !== null
        ? [{ points: x.map(equal), stroke: accent, width: 1, opacity: 0.8, dash: [3, 3] }]
        : []),
      { points: now, stroke: train, width: 2 },
    ];
  }

  function draw({ ctx, bbox, valToPos }: uPlot): void {
    const at = ([kl, reconstruction]: Point) =>
      [valToPos(kl, "x", true), valToPos(reconstruction, "y", true)] as const;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    for (const { points, stroke, width, opacity = 1, dash = [] } of paths()) {
      ctx.strokeStyle = stroke;
      ctx.globalAlpha = opacity;
      ctx.lineWidth = width * devicePixelRatio;
      ctx.setLineDash(dash.map((part) => part * devicePixelRatio));
      ctx.beginPath();
      for (const point of points) ctx.lineTo(...at(point));
      ctx.stroke();
    }
    const ends = [...shown.earlier, shown.now].map((way) => way.at(-1));
    const { labels } = shown;
    ends.forEach((end, i) => {
      if (!end || !colors) return;
      const last = i === ends.length - 1;
      const own = labels ? colors.classes[i % classColors]! : colors.muted;
      ctx.globalAlpha = last || labels ? 1 : 0.6;
      ctx.fillStyle = last ? colors.train : own;
      ctx.beginPath();
      ctx.arc(...at(end), (last ? 4.5 : 3) * devicePixelRatio, 0, 2 * Math.PI);
      ctx.fill();
    });
    if (labels && colors) {
      ctx.fillStyle = colors.text;
      const middle = bbox.left + bbox.width / 2;
      const named = labels.flatMap((label, i) => (ends[i] ? [{ label, place: at(ends[i]) }] : []));
      drawLabels(ctx, named, middle);
    }
    ctx.restore();
  }

  /** Those that stay keep the focus. */
  function nameChoices(names: readonly string[]): void {
    choices.hidden = names.length === 0;
    while (choices.children.length > names.length) choices.lastChild!.remove();
    names.forEach((name, i) => {
      if (i === choices.children.length) {
        const button = h("button", { type: "button" });
        button.addEventListener("click", () => onChoose(i));
        choices.append(button);
      }
      const button = choices.children[i]!;
      button.setAttribute("aria-label", name);
      button.setAttribute("title", name);
    });
  }

  function placeChoices({ bbox, valToPos }: uPlot): void {
    shown.earlier.forEach((way, i) => {
      const button = choices.children[i] as HTMLElement | undefined;
      const end = way.at(-1);
      if (!button || !end) return;
      button.style.left = `${bbox.left / devicePixelRatio + valToPos(end[0], "x")}px`;
      button.style.top = `${bbox.top / devicePixelRatio + valToPos(end[1], "y")}px`;
    });
  }

  const describe: Describe = (now, axis) => {
    colors = now;
    const named = { ...axis, gap: 3, labelSize: 16, labelFont: "11px system-ui, sans-serif", labelGap: 0 };
    return {
      cursor: { show: false },
      scales: {
        x: { time: false, range: () => extentOf(shown).x },
        y: { range: () => extentOf(shown).y },
      },
      axes: [
        { ...named, size: 24, label: axes.x },
        { ...named, size: 44, label: axes.y },
      ],
      // Ways turn back, which a curve over an axis can't: they are drawn on top.
      series: [{}, { width: 0, points: { show: false } }],
      hooks: { draw: [draw, placeChoices] },
    };
  };
  const data = (): uPlot.AlignedData => {
    const { x, y } = extentOf(shown);
    return [x, y];
  };
  const chart = createChart(stage, describe, data);

  return {
    update(next: RateDistortion, label: string) {
      shown = next;
      stage.setAttribute("aria-label", label);
      nameChoices(next.choices ?? []);
      chart.renew();
    },
    svg: () => chartSvg(chart.plot!, `${title}: ${axes.y} ↑, ${axes.x} →`),
    destroy() {
      chart.destroy();
      heading.remove();
      frame.remove();
    },
  };
}

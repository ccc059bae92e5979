// Draws a run's chart: a page of its own, because the library draws with a browser's DOM.
import * as Plot from "@observablehq/plot";

const color = {
  domain: [
    "burn threads",
    "burn cpu",
    "burn webgpu",
    "jax-js wasm",
    "jax-js webgpu",
    "tfjs threads",
    "tfjs wasm",
    "tfjs webgpu",
  ],
  range: ["#c2410c", "#c2410c", "#c2410c", "#2563eb", "#2563eb", "#047857", "#047857", "#047857"],
};
const style = { fontFamily: "system-ui, sans-serif", fontSize: "12px", background: "white" };
const width = 860;

/** A point for each engine of each workload whose losses agree. */
function points({ workloads }) {
  return workloads.flatMap(({ title, growth, steady }) =>
    Object.entries(steady)
      .filter(([, result]) => result.error === undefined && !result.void)
      .map(([engine, { median }]) => ({ title, ...growth, engine, median })),
  );
}

function drawWorkload(data) {
  return Plot.plot({
    width,
    height: 45 + 30 * data.length,
    marginLeft: 110,
    marginRight: 60,
    style,
    x: { label: "ms a step", grid: true, domain: [0, Math.max(...data.map(({ median }) => median))] },
    y: { label: null, domain: color.domain.filter((engine) => data.some((d) => d.engine === engine)) },
    color,
    marks: [
      Plot.barX(data, { x: "median", y: "engine", fill: "engine" }),
      Plot.text(data, {
        x: "median",
        y: "engine",
        text: ({ median }) => Number(median.toPrecision(3)),
        textAnchor: "start",
        dx: 4,
      }),
      Plot.ruleX([0]),
    ],
  });
}

function drawGrowth(axis, data) {
  const last = Plot.selectLast({ x: "value", y: "median", z: "engine", text: "engine" });
  return Plot.plot({
    width,
    height: 280,
    marginRight: 110,
    style,
    x: { type: "log", base: 2, label: axis, ticks: [...new Set(data.map(({ value }) => value))] },
    y: { type: "log", label: "ms a step", grid: true, ticks: 4, tickFormat: "~s" },
    color,
    marks: [
      Plot.lineY(data, { x: "value", y: "median", stroke: "engine", marker: true }),
      Plot.text(data, { ...last, fill: "engine", textAnchor: "start", dx: 8 }),
    ],
  });
}

function setAttributes(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}

function svgElement(name, attributes = {}) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  setAttributes(element, attributes);
  return element;
}

/** One SVG: the figures of `charts` below each other. */
function stack(charts) {
  const sheet = svgElement("svg");
  let top = 0;
  for (const [title, chart] of charts) {
    const heading = svgElement("text", { x: 10, y: top + 22, style: "font: 15px system-ui, sans-serif" });
    heading.textContent = title;
    chart.setAttribute("y", top + 30);
    sheet.append(heading, chart);
    top += 40 + Number(chart.getAttribute("height"));
  }
  setAttributes(sheet, { xmlns: sheet.namespaceURI, width, height: top, style: "background: white" });
  return sheet.outerHTML;
}

window.draw = (report) => {
  const all = points(report);
  const group = (key) => [...new Set(all.map((point) => point[key]))].filter((value) => value !== undefined);
  const mains = all.filter(({ axis }) => axis === undefined);
  const titles = group("title").filter((title) => mains.some((point) => point.title === title));
  return stack([
    ...titles.map((title) => [title, drawWorkload(mains.filter((point) => point.title === title))]),
    ...group("axis").map((axis) => [
      `Growth with ${axis}, else as MNIST 784-400-20, batch 128, CPU`,
      drawGrowth(
        axis,
        all.filter((point) => point.axis === axis),
      ),
    ]),
  ]);
};

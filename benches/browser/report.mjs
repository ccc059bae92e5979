// The tables, as Markdown: printed, and put into docs/benchmarks.md between its markers.
import { readFile, writeFile } from "node:fs/promises";
import { format } from "prettier";

const docs = new URL("../../docs/benchmarks.md", import.meta.url);
const [begin, end] = ["<!-- begin: benches/browser/run.mjs -->", "<!-- end: benches/browser/run.mjs -->"];

const isOurs = (engine) => engine.startsWith("burn");
const labels = {
  "burn threads": "**this project, cpu, all threads**",
  "burn cpu": "**this project, cpu, one thread**",
  "burn webgpu": "**this project, webgpu**",
};
const label = (engine) => labels[engine] ?? engine;

const digits = (value, precision = 3) => Number(value.toPrecision(precision)).toString();
const megabytes = (bytes) => digits(bytes / 1e6);
const dash = "–";

function markdownTable(header, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  const rule = header.map((_, i) => (i === 0 ? "---" : "---:"));
  return [header, rule, ...rows].map(line).join("\n");
}

const valid = (result) => result.error === undefined && !result.void;

/** Milliseconds of the fastest peer whose losses agree. */
function bestPeer({ steady }) {
  const peers = Object.entries(steady).filter(([engine, result]) => !isOurs(engine) && valid(result));
  return Math.min(...peers.map(([, { median }]) => median));
}

function steadyCells(workload, engine) {
  const result = workload.steady[engine];
  if (result.error !== undefined) return ["failed", dash, dash];
  const deviation = [result.deviation.early, result.deviation.late]
    .map((v) => v.toExponential(0))
    .join(" / ");
  if (result.void) return ["void", dash, deviation];
  const speed = bestPeer(workload) / result.median;
  const spread = `${digits(result.low)} to ${digits(result.high)}`;
  return [`${digits(result.median)} (${spread})`, Number.isFinite(speed) ? digits(speed) : dash, deviation];
}

function coldCells({ cold }, engine) {
  const { error, ms, memory, download } = cold[engine];
  if (error !== undefined) return ["failed", dash, dash];
  const gpu = memory.gpu > 0 ? ` + ${digits(memory.gpu / 1e6)}` : "";
  return [
    digits(ms / 1000),
    [download.raw, download.gzip, download.brotli].map(megabytes).join(" / "),
    `${digits(memory.page / 1e6)}${gpu}`,
  ];
}

/** Milliseconds of each floor, and how many times that our own step takes on one thread. */
function floorCells({ floor, steady }, engine) {
  const result = steady[engine];
  if (floor === null || engine !== "burn cpu" || !valid(result)) return [dash, dash];
  return [floor.products, floor.atPeak].map((ms) => `${digits(ms)} (${digits(result.median / ms)})`);
}

function mainTable(workload) {
  const header = [
    "engine",
    "ms a step (quartiles)",
    "speed / best peer",
    "products, ms (ratio)",
    "at peak, ms (ratio)",
    "first step, s",
    "download, MB: raw / gzip / brotli",
    "peak memory, MB",
    "loss deviation: early / late",
  ];
  const rows = workload.engines.map((engine) => {
    const [ms, speed, deviation] = steadyCells(workload, engine);
    return [
      label(engine),
      ms,
      speed,
      ...floorCells(workload, engine),
      ...coldCells(workload, engine),
      deviation,
    ];
  });
  return `### ${workload.title}\n\n${markdownTable(header, rows)}`;
}

function growthTable(axis, workloads) {
  const { engines } = workloads[0];
  const rows = workloads.map((workload) => [
    workload.growth.value,
    ...engines.map((engine) => steadyCells(workload, engine)[0].replace(/ .*/, "")),
    digits(bestPeer(workload) / workload.steady[engines.find(isOurs)].median),
  ]);
  const header = [axis, ...engines.map(label), "speed / best peer"];
  return `### Growth with ${axis}: ms a step, else as MNIST 784-400-20, batch 128, CPU\n\n${markdownTable(header, rows)}`;
}

export function tables(report, chart) {
  const { workloads, left } = report;
  const growths = workloads.filter(({ growth }) => growth !== undefined);
  const axes = [...new Set(growths.map(({ growth }) => growth.axis))];
  const along = (axis) => growths.filter(({ growth }) => growth.axis === axis);
  const leftOut = left.length > 0 ? [`Left out of this run, \`--all\` has them: ${left.join(", ")}.`] : [];
  return [
    `\`${report.command}\`, ${report.date} UTC, ${report.browser}, ${report.cpu}, load average ${report.load.map((v) => v.toFixed(1)).join(" to ")}`,
    ...leftOut,
    ...workloads.filter(({ growth }) => growth === undefined).map(mainTable),
    ...axes.map((axis) => growthTable(axis, along(axis))),
    `![Milliseconds a step](${chart})`,
  ].join("\n\n");
}

/** Text as the repository's formatter wants it. */
export function tidy(text, parser) {
  return format(text, { parser, printWidth: 110 });
}

export async function insertTables(text) {
  const page = await readFile(docs, "utf8");
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error("docs/benchmarks.md has lost its markers");
  const changed = `${page.slice(0, from + begin.length)}\n\n${text}\n\n${page.slice(to)}`;
  await writeFile(docs, await tidy(changed, "markdown"));
}

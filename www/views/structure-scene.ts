import type { Mark, Scene } from "./scene";

/** A part of the model: what stands on it, and the values that it gives. */
export interface StructureNode {
  kind: "image" | "convolution" | "dense" | "latent";
  title: string;
  /** Its output's shape, then what it costs. */
  shape: string;
  costs: readonly string[];
  values: number;
}

/** Narrower than this, the parts go from top to bottom. */
const narrow = 640;

const opacity = { image: 0.12, convolution: 0.4, dense: 0.2, latent: 0.9 };
/** A tenth more for each doubling of the values. */
const sizeOf = (values: number, most: number) => Math.log2(values + 1) / Math.log2(most + 1);

const sideways = { gap: 12, edge: 8, tall: 150, line: 15 };
/** How wide a part is: as there is room, within what its words need and what looks well. */
const wideIn = (width: number, count: number) =>
  Math.max(84, Math.min(104, Math.floor((width - 2 * sideways.edge + sideways.gap) / count) - sideways.gap));
const upright = { tall: 58, edge: 4, bar: 26 };

function across(nodes: readonly StructureNode[], width: number): Scene {
  const { gap, edge, tall, line } = sideways;
  const wide = wideIn(width, nodes.length);
  const most = Math.max(...nodes.map(({ values }) => values));
  const middle = edge + tall / 2;
  const marks = nodes.flatMap(({ kind, title, shape, costs, values }, i): Mark[] => {
    const x = edge + i * (wide + gap);
    const centre = x + wide / 2;
    const height = tall * sizeOf(values, most);
    const say = (text: string, row: number, bold = false): Mark => {
      const y = edge + tall + 18 + row * line;
      return { kind: "text", x: centre, y, text, anchor: "middle", fill: row < 2 ? "text" : "muted", bold };
    };
    return [
      ...(i > 0
        ? [{ kind: "line", from: [x - gap, middle], to: [x, middle], stroke: "muted" } satisfies Mark]
        : []),
      {
        kind: "rect",
        x: x + 12,
        y: middle - height / 2,
        width: wide - 24,
        height,
        fill: "accent",
        opacity: opacity[kind],
        stroke: "accent",
      },
      say(title, 0, true),
      say(shape, 1),
      ...costs.map((cost, row) => say(cost, row + 2)),
    ];
  });
  const rows = 2 + Math.max(...nodes.map(({ costs }) => costs.length));
  return {
    width: 2 * edge + nodes.length * (wide + gap) - gap,
    height: edge + tall + 18 + rows * line,
    marks,
  };
}

function downwards(nodes: readonly StructureNode[], width: number): Scene {
  const { tall, edge, bar } = upright;
  const most = Math.max(...nodes.map(({ values }) => values));
  const marks = nodes.flatMap(({ kind, title, shape, costs, values }, i): Mark[] => {
    const y = edge + i * tall;
    const long = (width - 2 * edge) * sizeOf(values, most);
    return [
      {
        kind: "rect",
        x: (width - long) / 2,
        y,
        width: long,
        height: bar,
        fill: "accent",
        opacity: opacity[kind] / (kind === "latent" ? 3 : 1),
        stroke: "accent",
      },
      {
        kind: "text",
        x: width / 2,
        y: y + 17,
        text: `${title}: ${shape}`,
        anchor: "middle",
        fill: "text",
        bold: true,
      },
      {
        kind: "text",
        x: width / 2,
        y: y + bar + 15,
        text: costs.join(" · "),
        anchor: "middle",
        fill: "muted",
      },
    ];
  });
  return { width, height: edge + nodes.length * tall, marks };
}

/** The parts side by side, each as tall as it has values, on a scale of doublings; where there is little room, below each other. */
export const structureScene = (nodes: readonly StructureNode[], width: number): Scene =>
  nodes.length === 0
    ? { width, height: 0, marks: [] }
    : width < narrow
      ? downwards(nodes, width)
      : across(nodes, width);

/** Which part a place of the drawing belongs to, counted from 0. */
export function partAt(count: number, width: number, x: number, y: number): number {
  const { gap, edge } = sideways;
  const pitch = wideIn(width, count) + gap;
  const at = width < narrow ? (y - upright.edge) / upright.tall : (x - edge + gap / 2) / pitch;
  return Math.min(count - 1, Math.max(0, Math.floor(at)));
}

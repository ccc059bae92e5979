import type { Colors } from "./theme";

/** A colour by what it is for, so that a scene looks right in every theme. */
export type Ink = "text" | "muted" | "line" | "accent" | "surface";

export type Mark =
  | {
      kind: "rect";
      x: number;
      y: number;
      width: number;
      height: number;
      fill: Ink;
      opacity: number;
      stroke?: Ink;
    }
  | { kind: "line"; from: [x: number, y: number]; to: [x: number, y: number]; stroke: Ink }
  | {
      kind: "text";
      x: number;
      y: number;
      text: string;
      anchor: "start" | "middle" | "end";
      fill: Ink;
      bold?: boolean;
    };

/** What is drawn, first things below: on the page, in an SVG file and in a picture the same. */
export interface Scene {
  width: number;
  height: number;
  marks: readonly Mark[];
}

const [fontSize, family, corner] = [11, "system-ui, sans-serif", 4];

type Attributes = Record<string, string | number>;

function svgElement(name: string, attributes: Attributes, text = ""): SVGElement {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.textContent = text;
  return made;
}

function svgMark(mark: Mark, colors: Colors): SVGElement {
  switch (mark.kind) {
    case "rect": {
      const { x, y, width, height, fill, opacity, stroke } = mark;
      const edge = stroke ? colors[stroke] : "none";
      const box = { x, y, width, height, rx: corner, fill: colors[fill], "fill-opacity": opacity };
      return svgElement("rect", { ...box, stroke: edge });
    }
    case "line": {
      const { from, to, stroke } = mark;
      return svgElement("line", { x1: from[0], y1: from[1], x2: to[0], y2: to[1], stroke: colors[stroke] });
    }
    case "text": {
      const { x, y, anchor, fill, bold, text } = mark;
      const at = { x, y, "text-anchor": anchor, fill: colors[fill] };
      return svgElement("text", { ...at, "font-weight": bold ? 600 : 400 }, text);
    }
  }
}

/** A scene as an SVG element. */
export function sceneSvg({ width, height, marks }: Scene, colors: Colors): SVGElement {
  const size = { width, height, viewBox: `0 0 ${width} ${height}` };
  const svg = svgElement("svg", { ...size, "font-family": family, "font-size": fontSize });
  svg.append(...marks.map((mark) => svgMark(mark, colors)));
  return svg;
}

/** The same scene on a canvas whose unit is a CSS pixel. */
export function paintScene(context: CanvasRenderingContext2D, { marks }: Scene, colors: Colors): void {
  for (const mark of marks) {
    context.save();
    if (mark.kind === "rect") {
      const { x, y, width, height, fill, opacity, stroke } = mark;
      context.beginPath();
      context.roundRect(x, y, width, height, corner);
      context.globalAlpha = opacity;
      context.fillStyle = colors[fill];
      context.fill();
      context.globalAlpha = 1;
      if (stroke) {
        context.strokeStyle = colors[stroke];
        context.stroke();
      }
    } else if (mark.kind === "line") {
      context.strokeStyle = colors[mark.stroke];
      context.beginPath();
      context.moveTo(...mark.from);
      context.lineTo(...mark.to);
      context.stroke();
    } else {
      context.font = `${mark.bold ? 600 : 400} ${fontSize}px ${family}`;
      context.fillStyle = colors[mark.fill];
      context.textAlign = mark.anchor === "middle" ? "center" : mark.anchor;
      context.fillText(mark.text, mark.x, mark.y);
    }
    context.restore();
  }
}

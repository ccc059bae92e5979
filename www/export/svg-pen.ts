import type { Pen, Strokes } from "../views/pen";

const namespace = "http://www.w3.org/2000/svg";

const round = (value: number) => Math.round(value * 100) / 100;

/** A colour as SVG's own attributes have it: opaque, and how opaque. */
function inkOf(style: string, alpha: number): [color: string, opacity: number] {
  const [, rgb, own] = /^rgba\((.+), ([\d.]+)\)$/.exec(style) ?? [];
  if (rgb) return [`rgb(${rgb})`, Number(own) * alpha];
  // What a style sheet has mixed.
  const mixed = /^color\(srgb ([\d.]+) ([\d.]+) ([\d.]+)\)$/.exec(style)?.slice(1);
  return [mixed ? `rgb(${mixed.map((part) => Math.round(255 * Number(part))).join(", ")})` : style, alpha];
}

/** What is drawn without being lifted: commands of a path, or one circle. */
interface Track {
  d: string;
  circle: { cx: number; cy: number; r: number } | null;
  /** Filled or stroked already, to which the other is added. */
  element: SVGElement | null;
}

/**
 * A pen that writes an SVG document: shapes stay shapes, words are words, and pictures are in it pixel for pixel. How it draws is
 * kept by the context of a canvas, on which nothing is drawn.
 */
export function createSvgPen(width: number, height: number) {
  // Of the page's own document, pictures would be loaded, which its policy forbids.
  const file = document.implementation.createDocument(null, null);

  function element(name: string, attributes: Record<string, string | number> = {}, text = ""): SVGElement {
    const made = file.createElementNS(namespace, name) as SVGElement;
    for (const [key, value] of Object.entries(attributes)) {
      made.setAttribute(key, String(typeof value === "number" ? round(value) : value));
    }
    made.textContent = text;
    return made;
  }

  const state = document.createElement("canvas").getContext("2d")!;
  const native = CanvasRenderingContext2D.prototype;
  const root = element("svg", { width, height, viewBox: `0 0 ${round(width)} ${round(height)}` });
  let group: SVGElement = root;
  const groups: SVGElement[] = [];
  let clips = 0;
  let track: Track = { d: "", circle: null, element: null };

  /** Adds to the document what is next. */
  function put(made: SVGElement): SVGElement {
    group.append(made);
    return made;
  }

  /** What is drawn from now on, until `restore`, is in a group of its own. */
  function within(attributes: Record<string, string>): void {
    group = put(element("g", attributes));
  }

  function fillWith(made: SVGElement): void {
    const [color, opacity] = inkOf(String(state.fillStyle), state.globalAlpha);
    made.setAttribute("fill", color);
    if (opacity < 1) made.setAttribute("fill-opacity", String(round(opacity)));
  }

  function strokeWith(made: SVGElement): void {
    const [color, opacity] = inkOf(String(state.strokeStyle), state.globalAlpha);
    const dash = state.getLineDash();
    made.setAttribute("stroke", color);
    if (opacity < 1) made.setAttribute("stroke-opacity", String(round(opacity)));
    made.setAttribute("stroke-width", String(round(state.lineWidth)));
    if (dash.length > 0) made.setAttribute("stroke-dasharray", dash.join(" "));
    if (state.lineCap !== "butt") made.setAttribute("stroke-linecap", state.lineCap);
    if (state.lineJoin !== "miter") made.setAttribute("stroke-linejoin", state.lineJoin);
  }

  const shapeOf = ({ circle, d }: Track) =>
    circle ? element("circle", circle) : element("path", { d: d.trim() });

  /** Adds to the path; what is more than one circle is none. */
  function go(command: string): void {
    track = { d: `${track.d} ${command}`, circle: null, element: null };
  }
  const goTo = (x: number, y: number, command = track.d ? "L" : "M") =>
    go(`${command}${round(x)} ${round(y)}`);

  /** Part of an ellipse, in two halves, so that none of them is more than half of it. */
  function curve(x: number, y: number, rx: number, ry: number, turn: number, from: number, to: number): void {
    const at = (angle: number): [number, number] => {
      const [across, along] = [rx * Math.cos(angle), ry * Math.sin(angle)];
      return [
        x + across * Math.cos(turn) - along * Math.sin(turn),
        y + across * Math.sin(turn) + along * Math.cos(turn),
      ];
    };
    const whole = 2 * Math.PI;
    const span = to - from >= whole ? whole : (((to - from) % whole) + whole) % whole;
    goTo(...at(from));
    for (const part of [0.5, 1]) {
      const end = at(from + part * span).map(round);
      go(`A${[rx, ry, (turn * 180) / Math.PI].map(round).join(" ")} 0 1 ${end.join(" ")}`);
    }
  }

  /** Words, whose colour is still to come. */
  function write(text: string, x: number, y: number): SVGElement {
    const [, slant = "", weight = "", size, family] =
      /^(italic |oblique )?(?:small-caps )?(bold |\d+ )?([\d.]+)px (.+)$/.exec(state.font)!;
    // Not all that read SVG know other base lines.
    const { fontBoundingBoxAscent: above } = state.measureText(text);
    const { textBaseline, textAlign } = state;
    state.textBaseline = "alphabetic";
    const down = state.measureText(text).fontBoundingBoxAscent - above;
    state.textBaseline = textBaseline;
    const anchors = { center: "middle", right: "end", end: "end", left: "start", start: "start" };
    return put(
      element(
        "text",
        {
          x,
          y: y + down,
          "font-size": Number(size),
          "font-family": family!,
          "text-anchor": anchors[textAlign],
          ...(weight && { "font-weight": weight.trim() }),
          ...(slant && { "font-style": slant.trim() }),
        },
        text,
      ),
    );
  }
  /** Words that were outlined last, and where: the same ones are filled. */
  let outlined: { element: SVGElement; said: string } | null = null;

  const strokes: Strokes = {
    save() {
      native.save.call(state);
      groups.push(group);
    },
    restore() {
      native.restore.call(state);
      group = groups.pop() ?? root;
    },
    translate: (x, y) => within({ transform: `translate(${round(x)} ${round(y)})` }),
    rotate: (angle) => within({ transform: `rotate(${round((angle * 180) / Math.PI)})` }),
    scale: (x, y) => within({ transform: `scale(${x} ${y})` }),
    beginPath() {
      track = { d: "", circle: null, element: null };
    },
    closePath: () => go("Z"),
    moveTo: (x, y) => goTo(x, y, "M"),
    lineTo: (x, y) => goTo(x, y),
    rect: (x, y, width, height) =>
      go(`M${round(x)} ${round(y)}h${round(width)}v${round(height)}h${round(-width)}Z`),
    roundRect(x, y, width, height, radius) {
      goTo(x + radius, y, "M");
      const quarter = Math.PI / 2;
      const [right, bottom] = [x + width - radius, y + height - radius];
      curve(right, y + radius, radius, radius, 0, -quarter, 0);
      curve(right, bottom, radius, radius, 0, 0, quarter);
      curve(x + radius, bottom, radius, radius, 0, quarter, 2 * quarter);
      curve(x + radius, y + radius, radius, radius, 0, 2 * quarter, 3 * quarter);
      go("Z");
    },
    arc(x, y, radius, from, to) {
      const alone = track.d === "" && to - from >= 2 * Math.PI;
      curve(x, y, radius, radius, 0, from, to);
      if (alone) track.circle = { cx: x, cy: y, r: radius };
    },
    ellipse: curve,
    clip() {
      clips += 1;
      const id = `clip-${clips}`;
      put(element("clipPath", { id })).append(shapeOf(track));
      within({ "clip-path": `url(#${id})` });
    },
    fill(rule = "nonzero") {
      if (track.d === "") return;
      if (track.element) track.element.setAttribute("paint-order", "stroke");
      const made = (track.element ??= put(shapeOf(track)));
      fillWith(made);
      if (rule === "evenodd") made.setAttribute("fill-rule", rule);
    },
    stroke() {
      if (track.d === "") return;
      if (track.element) return strokeWith(track.element);
      track.element = put(shapeOf(track));
      track.element.setAttribute("fill", "none");
      strokeWith(track.element);
    },
    fillRect(x, y, width, height) {
      const [, opacity] = inkOf(String(state.fillStyle), state.globalAlpha);
      if (opacity === 0) return;
      // A negative width or height goes the other way.
      const [left, top] = [Math.min(x, x + width), Math.min(y, y + height)];
      fillWith(put(element("rect", { x: left, y: top, width: Math.abs(width), height: Math.abs(height) })));
    },
    strokeRect(x, y, width, height) {
      strokeWith(put(element("rect", { x, y, width, height, fill: "none" })));
    },
    strokeText(text, x, y) {
      const made = write(text, x, y);
      made.setAttribute("fill", "none");
      strokeWith(made);
      outlined = { element: made, said: [text, x, y].join() };
    },
    fillText(text, x, y) {
      const same = outlined?.said === [text, x, y].join() ? outlined.element : null;
      same?.setAttribute("paint-order", "stroke");
      fillWith(same ?? write(text, x, y));
      outlined = null;
    },
    drawImage(image: HTMLCanvasElement, ...places: number[]) {
      const [fromX, fromY, wide, high, x, y, width, height] =
        places.length > 4 ? places : [0, 0, image.width, image.height, ...places];
      const part = document.createElement("canvas");
      [part.width, part.height] = [wide!, high!];
      const context = part.getContext("2d")!;
      context.drawImage(image, -fromX!, -fromY!);
      if (wide === 1 && high === 1) {
        // One pixel is a rectangle.
        const [r, g, b, a] = context.getImageData(0, 0, 1, 1).data;
        const fill = { fill: `rgb(${r}, ${g}, ${b})`, "fill-opacity": (state.globalAlpha * a!) / 255 };
        put(element("rect", { x: x!, y: y!, width: width!, height: height!, ...fill }));
        return;
      }
      const made = element("image", {
        x: x!,
        y: y!,
        width: width!,
        height: height!,
        preserveAspectRatio: "none",
      });
      if (!state.imageSmoothingEnabled) made.setAttribute("image-rendering", "pixelated");
      if (state.globalAlpha < 1) made.setAttribute("opacity", String(round(state.globalAlpha)));
      made.setAttribute("href", part.toDataURL());
      put(made);
    },
  };

  return {
    pen: Object.assign(state, strokes) as Pen,
    svg: () => new Blob([new XMLSerializer().serializeToString(root)], { type: "image/svg+xml" }),
  };
}

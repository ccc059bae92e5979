import type { ImageData } from "../../engine/protocol";

/** How a data set's images look as drawings, so that one more can be made to look like them. */
export interface DrawingStyle {
  height: number;
  width: number;
  channels: number;
  /** A value a channel. */
  background: number[];
  ink: number[];
  /** The room for a drawing in pixels, and whether it is stretched to fill it both ways, whatever its proportions. */
  box: { width: number; height: number; stretched: boolean };
  /** What of a drawing lies at the same place in all images, and where, in pixels from the upper left corner. */
  centre: { of: "mass" | "box"; x: number; y: number };
  /** What all drawings have alike: the pixels of ink in them, or the width of their strokes. */
  weight: { alike: "ink" | "stroke"; pixels: number };
}

/** Images that are looked at, evenly over the set. */
const most = 300;
/** Less ink than this is none. */
const faint = 0.1;
/** Extents that vary less than this, as a part of their mean, are not the drawings' own. */
const alike = 0.15;

interface Marks {
  width: number;
  height: number;
  mass: [number, number];
  middle: [number, number];
  ink: number;
  stroke: number;
}

const sorted = (values: number[]) => values.toSorted((a, b) => a - b);

/** Of sorted values, the one that this share lies below. */
const quantile = (values: number[], share: number) => values[Math.round(share * (values.length - 1))]!;

const median = (values: number[]) => quantile(sorted(values), 0.5);

function moments(values: number[]): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, deviation: Math.sqrt(variance) };
}

/** What lies most often along the border, and the value farthest from it that is not rare. */
function levels({ pixels, shape: [, height, width, channels] }: ImageData, rows: number[]) {
  const area = height * width;
  return Array.from({ length: channels }, (_, channel) => {
    const [border, all]: number[][] = [[], []];
    for (const row of rows) {
      for (let at = 0; at < area; at++) {
        const value = pixels[(row * area + at) * channels + channel]!;
        const [x, y] = [at % width, Math.floor(at / width)];
        if (x === 0 || y === 0 || x === width - 1 || y === height - 1) border!.push(value);
        all!.push(value);
      }
    }
    const background = median(border!);
    const ordered = sorted(all!);
    const [low, high] = [quantile(ordered, 0.01), quantile(ordered, 0.99)];
    return { background, ink: background - low > high - background ? low : high };
  });
}

/** From where to where there is ink along an axis, given the most ink in each row or column: an edge that is grey is in part. */
function extent(most: Float32Array): { from: number; to: number } {
  const [first, last] = [most.findIndex((ink) => ink > faint), most.findLastIndex((ink) => ink > faint)];
  return first === last
    ? { from: first, to: first + 1 }
    : { from: first + 1 - most[first]!, to: last + most[last]! };
}

/** Extents, places and amounts of what is not background in one image; null where there is nothing else. */
function measure(ink: (x: number, y: number) => number, width: number, height: number): Marks | null {
  const [columns, rows] = [new Float32Array(width), new Float32Array(height)];
  let [sum, sumX, sumY, edge] = [0, 0, 0, 0];
  for (let y = 0; y <= height; y++) {
    for (let x = 0; x <= width; x++) {
      const here = ink(x, y);
      edge += Math.hypot(here - ink(x - 1, y), here - ink(x, y - 1));
      if (here <= faint) continue;
      sum += here;
      sumX += here * (x + 0.5);
      sumY += here * (y + 0.5);
      columns[x] = Math.max(columns[x]!, here);
      rows[y] = Math.max(rows[y]!, here);
    }
  }
  if (sum === 0) return null;
  const [across, down] = [extent(columns), extent(rows)];
  return {
    width: across.to - across.from,
    height: down.to - down.from,
    mass: [sumX / sum, sumY / sum],
    middle: [(across.from + across.to) / 2, (down.from + down.to) / 2],
    ink: sum,
    // A long stroke has an edge on either side of it.
    stroke: (2 * sum) / edge,
  };
}

/** Measures how the images look as drawings: data sets differ in whether they centre, scale and thicken them. */
export function styleOf(images: ImageData): DrawingStyle {
  const { pixels, shape } = images;
  const [count, height, width, channels] = shape;
  const shown = Math.min(count, most);
  const rows = Array.from({ length: shown }, (_, i) => Math.floor((i * count) / shown));
  const found = levels(images, rows);
  const area = height * width;
  /** The share of the way from background to ink, of the channel that is farthest on it. */
  const inkOf = (row: number) => (x: number, y: number) => {
    if (x < 0 || y < 0 || x >= width || y >= height) return 0;
    const at = (row * area + y * width + x) * channels;
    const shares = found.map(({ background, ink }, channel) =>
      ink === background ? 0 : (pixels[at + channel]! - background) / (ink - background),
    );
    return Math.min(1, Math.max(0, ...shares));
  };
  const marks = rows.map((row) => measure(inkOf(row), width, height)).filter((each) => each !== null);
  const style = {
    height,
    width,
    channels,
    background: found.map(({ background }) => background),
    ink: found.map(({ ink }) => ink),
  };
  if (marks.length === 0) {
    return {
      ...style,
      ink: style.background.map((value) => (value < 0.5 ? 1 : 0)),
      box: { width, height, stretched: false },
      centre: { of: "box", x: width / 2, y: height / 2 },
      weight: { alike: "stroke", pixels: Math.max(1, Math.min(width, height) / 10) },
    };
  }
  const extents = (["width", "height"] as const).map((key) => marks.map((each) => each[key]));
  const spreads = extents.map(moments);
  const stretched = spreads.every(({ mean, deviation }) => deviation < alike * mean);
  const [across, down] = stretched
    ? spreads.map(({ mean }) => mean)
    : extents.map((all) => quantile(sorted(all), 0.95));
  const place = (key: "mass" | "middle") => {
    const [x, y] = [0, 1].map((axis) => moments(marks.map((each) => each[key][axis]!)));
    return { x: x!.mean, y: y!.mean, spread: Math.hypot(x!.deviation, y!.deviation) };
  };
  const [mass, middle] = [place("mass"), place("middle")];
  const [ink, stroke] = [moments(marks.map((each) => each.ink)), moments(marks.map((each) => each.stroke))];
  return {
    ...style,
    box: { width: across!, height: down!, stretched },
    centre:
      mass.spread < middle.spread
        ? { of: "mass", x: mass.x, y: mass.y }
        : { of: "box", x: middle.x, y: middle.y },
    weight:
      ink.deviation / ink.mean < stroke.deviation / stroke.mean
        ? { alike: "ink", pixels: ink.mean }
        : { alike: "stroke", pixels: stroke.mean },
  };
}

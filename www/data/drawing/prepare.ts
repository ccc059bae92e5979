import type { DrawingStyle } from "./style";

/** Where a pen went, from touching down to lifting: places in the pad, whose longer side is 1. */
export type Stroke = readonly (readonly [x: number, y: number])[];

/** Each pixel is a block of so many by so many places that are on or off, as in the making of scikit-learn's digits. */
const fine = 4;

/** Extents below this part of the pad are none. */
const dot = 0.02;
/** How many times as far a drawing is stretched one way as the other. */
const mostStretched = 2;

type Segment = [fromX: number, fromY: number, toX: number, toY: number];

/** The pairs of neighbouring places; a dot is a pair of its own. */
function segmentsOf(strokes: readonly Stroke[]): Segment[] {
  return strokes.flatMap((stroke) =>
    stroke
      .slice(0, Math.max(1, stroke.length - 1))
      .map(([x, y], i): Segment => [x, y, ...(stroke[i + 1] ?? stroke[i]!)] as Segment),
  );
}

/** How far each fine place is from the nearest segment, `Infinity` beyond `reach`; all in pixels. */
function distances(segments: Segment[], columns: number, rows: number, reach: number): Float32Array {
  const found = new Float32Array(columns * rows).fill(Infinity);
  const first = (place: number) => Math.max(0, Math.floor((place - reach) * fine));
  const last = (place: number, count: number) => Math.min(count - 1, Math.ceil((place + reach) * fine));
  for (const [fromX, fromY, toX, toY] of segments) {
    const [dx, dy] = [toX - fromX, toY - fromY];
    const square = dx * dx + dy * dy || 1;
    for (let row = first(Math.min(fromY, toY)); row <= last(Math.max(fromY, toY), rows); row++) {
      const y = (row + 0.5) / fine - fromY;
      for (
        let column = first(Math.min(fromX, toX));
        column <= last(Math.max(fromX, toX), columns);
        column++
      ) {
        const x = (column + 0.5) / fine - fromX;
        const along = Math.min(1, Math.max(0, (x * dx + y * dy) / square));
        const at = row * columns + column;
        const far = Math.hypot(x - along * dx, y - along * dy);
        if (far <= reach && far < found[at]!) found[at] = far;
      }
    }
  }
  return found;
}

/** The share of each pixel that is covered by strokes of this width. */
function cover(far: Float32Array, radius: number, { width, height }: DrawingStyle): Float32Array {
  const covered = new Float32Array(width * height);
  const columns = width * fine;
  far.forEach((distance, at) => {
    if (distance > radius) return;
    const [x, y] = [Math.floor((at % columns) / fine), Math.floor(at / columns / fine)];
    covered[y * width + x]! += 1 / fine ** 2;
  });
  return covered;
}

function centreOfMass(covered: Float32Array, width: number): [number, number] {
  let [sum, x, y] = [0, 0, 0];
  covered.forEach((share, at) => {
    sum += share;
    x += share * ((at % width) + 0.5);
    y += share * (Math.floor(at / width) + 0.5);
  });
  return [x / sum, y / sum];
}

/** Pixels by which a drawing of this extent is enlarged to fill the room; one without extent, a dot, is not. */
const enlarge = (room: number, extent: number) => (extent < dot ? Infinity : Math.max(0, room) / extent);

/** The strokes' segments with their box around `centre`, as large as the style's box allows for this width of stroke. */
function fit(strokes: readonly Stroke[], { box }: DrawingStyle, stroke: number, centre: [number, number]) {
  const places = strokes.flat();
  const [xs, ys] = [0, 1].map((axis) => places.map((place) => place[axis]!));
  const [left, right, top, bottom] = [Math.min(...xs!), Math.max(...xs!), Math.min(...ys!), Math.max(...ys!)];
  const scales = [enlarge(box.width - stroke, right - left), enlarge(box.height - stroke, bottom - top)];
  const even = Math.min(...scales);
  const least = Number.isFinite(even) ? even : 0;
  const most = box.stretched ? least * mostStretched : least;
  const [across, down] = scales.map((scale) => Math.min(scale, most));
  const to = (x: number, y: number): [number, number] => [
    centre[0] + (x - (left + right) / 2) * across!,
    centre[1] + (y - (top + bottom) / 2) * down!,
  ];
  return segmentsOf(strokes).map(([fromX, fromY, toX, toY]): Segment => [
    ...to(fromX, fromY),
    ...to(toX, toY),
  ]);
}

/** Radius at which the strokes have as much ink as the data set's images have on average. */
function radiusFor(ink: number, far: Float32Array, most: number): number {
  const near = far.filter((distance) => distance < Infinity).sort();
  return Math.min(most, near[Math.round(ink * fine ** 2) - 1] ?? most);
}

/** How much of each pixel a drawing covers, once it is scaled, thickened and placed as the data set's images are. */
export function coverage(strokes: readonly Stroke[], style: DrawingStyle): Float32Array | null {
  if (strokes.flat().length === 0) return null;
  const { width, height, box, centre, weight } = style;
  const thickest = Math.min(box.width, box.height) / 2;
  let place: [number, number] = [centre.x, centre.y];
  let stroke = weight.alike === "stroke" ? weight.pixels : 1;
  let covered: Float32Array | null = null;
  // The width of the strokes, the room they need and the place of their mass depend on one another.
  for (let round = 0; round < 4; round++) {
    const segments = fit(strokes, style, stroke, place);
    const far = distances(segments, width * fine, height * fine, thickest / 2 + 1);
    if (weight.alike === "ink") stroke = 2 * radiusFor(weight.pixels, far, thickest / 2);
    covered = cover(far, stroke / 2, style);
    if (centre.of === "box") continue;
    const [x, y] = centreOfMass(covered, width);
    place = [place[0] + centre.x - x, place[1] + centre.y - y];
  }
  return covered;
}

/** A drawing as an image of the data set, `height * width * channels` values; null where nothing is drawn. */
export function prepare(
  strokes: readonly Stroke[],
  style: DrawingStyle,
  colour: readonly number[] = style.ink,
): Float32Array | null {
  const covered = coverage(strokes, style);
  if (!covered) return null;
  const { channels, background } = style;
  return Float32Array.from({ length: covered.length * channels }, (_, at) => {
    const from = background[at % channels]!;
    return from + (colour[at % channels]! - from) * covered[Math.floor(at / channels)]!;
  });
}

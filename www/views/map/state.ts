import type { Layer } from "../../plane/layer";
import { dimensionPlane, type Place, type Projection } from "../../plane/projection";
import { fromPixel, margin, squarePlot, toX, toY, type Plot } from "../axes";
import type { Emphasis } from "../class-legend";
import type { Cell } from "./painter";
import { createPicker, within, type Accepts } from "./pick";
import { arranged, gathered, noPoints, placed, spansOf, type Split } from "./points";
import { held, homeView, type View } from "../../plane/view";

/** What a map is told to show. */
export interface MapData {
  /** The images shown, as rows of the data set. */
  rows: Uint32Array;
  /** Their posteriors, a latent vector each; null before the first embedding. */
  means: Float32Array | null;
  logVariances: Float32Array | null;
  /** The plane that is shown. */
  projection: Projection;
  /** The class of each row of the data set; all 0 where there are no classes. */
  labels: ArrayLike<number>;
  /** Empty where there are no classes. */
  classNames: readonly string[];
  /** The two rows between which images are interpolated. */
  a: number;
  b: number;
  /** Rows of the data set that are selected. */
  selection: Uint32Array;
  /** What is drawn beside the images. */
  layers: readonly Layer[];
}

interface Size {
  width: number;
  height: number;
}

const sameRows = (one: Uint32Array, other: Uint32Array) =>
  one === other || (one.length === other.length && one.every((row, i) => row === other[i]));

/** What a map shows, and where: its points, the part of the plane that is seen, and the plots on the stage. */
export class MapState {
  data: MapData = {
    rows: new Uint32Array(),
    means: null,
    logVariances: null,
    projection: dimensionPlane(2, [0, 1]),
    labels: [],
    classNames: [],
    a: 0,
    b: 0,
    selection: new Uint32Array(),
    layers: [],
  };
  points = noPoints;
  picker = createPicker(noPoints);
  /** How far the axes reach while all points are in view. */
  extent = 1;
  /** Null where all points are in view, however far they reach. */
  view: View | null = null;
  split: Split = "both";
  emphasis: Emphasis = { muted: new Set(), highlighted: null };
  /** Whether all points lie at 0, as before training. */
  heap = false;
  /** Where each row of the data set is among the points; -1 for those that are not. */
  private readonly pointOfRow: Int32Array;

  constructor(
    /** 1 for each row held out of training. */
    private readonly tests: Uint8Array,
    /** The stage's size, in pixels. */
    private readonly size: () => Size,
  ) {
    this.pointOfRow = new Int32Array(tests.length).fill(-1);
  }

  /** Says whether the points are others now, and whether they are elsewhere, from where they may glide. */
  update(data: MapData): { others: boolean; moved: boolean; glides: boolean } {
    const before = this.data;
    this.data = data;
    const { rows, labels, means, projection, classNames } = data;
    const others = !sameRows(rows, before.rows) || labels !== before.labels;
    const elsewhere = projection !== before.projection;
    if (others) {
      this.points = arranged(rows, this.tests, labels);
      this.pointOfRow.fill(-1);
      // The latest, where an image is among them twice.
      this.points.rows.forEach((row, point) => (this.pointOfRow[row] = point));
    }
    const moved = means !== null && (others || elsewhere || means !== before.means);
    if (moved) {
      const { positions, extent } = placed(this.points, means, projection, classNames.length);
      this.points = { ...this.points, positions };
      this.extent = extent;
      this.picker = createPicker(this.points);
    }
    this.heap = gathered(means, projection.mean.length);
    return { others, moved, glides: !others && !elsewhere && before.means !== null };
  }

  get latent(): number {
    return this.data.projection.mean.length;
  }

  /** One latent dimension has no second axis. */
  get flat(): boolean {
    return this.latent === 1;
  }

  get seen(): View {
    return this.view ? held(this.view, this.extent) : homeView(this.extent);
  }

  /** How much nearer one is than where all points are in view. */
  get zoom(): number {
    return this.extent / this.seen.extent;
  }

  /** The plots side by side, each with its points. */
  cells({ width, height } = this.size()): Cell[] {
    const spans = spansOf(this.points, this.split);
    const each = width / spans.length;
    const { x, y, extent } = this.seen;
    return spans.map((span, i) => {
      const plot = squarePlot({ width: each, height }, extent);
      return { span, plot: { ...plot, left: margin.left + i * each, x, y } };
    });
  }

  /** The plot at a pixel's column, or the nearest. */
  cellAt(x: number): Cell {
    const cells = this.cells();
    const i = Math.floor((x / this.size().width) * cells.length);
    return cells[Math.min(cells.length - 1, Math.max(0, i))]!;
  }

  /** Whether a point is in a plot and of a class that is not muted. */
  accepts({ span }: Cell) {
    return within(this.points, span, this.emphasis.muted);
  }

  /** The same for any of the plots. */
  shown(): Accepts {
    const each = this.cells().map((cell) => this.accepts(cell));
    return (point) => each.some((accepts) => accepts(point));
  }

  /** The point of a row of the data set; -1 where it is not on the map. */
  pointOf(row: number): number {
    return this.pointOfRow[row] ?? -1;
  }

  placeOf(point: number): Place {
    const { positions } = this.points;
    return [positions[2 * point]!, positions[2 * point + 1]!];
  }

  pixelOf(plot: Plot, point: number): Place {
    const [x, y] = this.placeOf(point);
    return [toX(plot, x), toY(plot, y)];
  }

  /** The point within so many pixels, and the place, where it is inside a plot. */
  near(x: number, y: number, radius: number): { point: number | null; place: Place | null } {
    const cell = this.cellAt(x);
    const { plot } = cell;
    const place = fromPixel(plot, x, y);
    const inside = Math.max(Math.abs(place[0] - plot.x), Math.abs(place[1] - plot.y)) <= plot.extent;
    const reach = (radius * 2 * plot.extent) / plot.size;
    return { point: this.picker.nearest(...place, reach, this.accepts(cell)), place: inside ? place : null };
  }
}

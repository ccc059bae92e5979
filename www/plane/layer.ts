import type { Projection } from "./projection";

interface Drawn {
  /** Which class's colour it has; the accent's where it has none. */
  color?: number;
}

/** Gaussians, at one and two standard deviations. */
export interface EllipseLayer extends Drawn {
  kind: "ellipse";
  /** `latent` values. */
  mean: Float32Array;
  /** `latent` variances, or `latent * latent` values, row after row. */
  covariance: Float32Array;
  label?: string;
}

/** Values over a part of a plane, as filled contours. */
export interface ContourLayer extends Drawn {
  kind: "contours";
  /** The plane that the values were taken on; on any other they are not drawn. */
  plane: Projection;
  /** One for each value at which there is a contour, in rising order: closed lines, as `x, y` in the plane's units. */
  levels: readonly (readonly Float32Array[])[];
}

/** A line from point to point. */
export interface LineLayer extends Drawn {
  kind: "line";
  /** Lengths of dashes and of gaps in pixels; a line without gaps where there are none. */
  dash?: readonly number[];
  /** `latent` values each. */
  points: Float32Array;
}

/** Points beside those of the images, as diamonds: samples. */
export interface PointLayer extends Drawn {
  kind: "points";
  /** `latent` values each. */
  points: Float32Array;
}

/** Arrows from points of latent space to others. */
export interface ArrowLayer extends Drawn {
  kind: "arrows";
  /** As strong as text, where two kinds of arrows are to be told apart. */
  strong?: boolean;
  /** As of a line. */
  dash?: readonly number[];
  /** `latent` values each, where an arrow begins and where it ends in turn. */
  points: Float32Array;
}

/** What another panel draws on the map, in latent space's coordinates. */
export type Layer = EllipseLayer | ContourLayer | LineLayer | PointLayer | ArrowLayer;

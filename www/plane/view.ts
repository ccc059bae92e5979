import type { Place } from "./projection";

/** What part of the plane is seen: `extent` to each side of a middle. */
export interface View {
  x: number;
  y: number;
  extent: number;
}

/** What part of which plane is seen. */
export interface MapView extends View {
  plane: string;
}

/** What a plane is known by: its two dimensions, or that it is of components, which follow the model. */
export const planeName = (shown: { components: boolean; dimensions: readonly [number, number] }) =>
  shown.components ? "components" : shown.dimensions.join();

/** How far in and out one goes, in parts of the extent in which all points are. */
const [nearest, farthest] = [1 / 400, 2];

/** A press of a button or a key. */
export const zoomStep = 1.5;
/** A key's step to a side, in parts of what is seen. */
export const panStep = 0.2;

export const sameView = (one: View | null, other: View | null) =>
  one?.x === other?.x && one?.y === other?.y && one?.extent === other?.extent;

/** All points, around the origin. */
export const homeView = (extent: number): View => ({ x: 0, y: 0, extent });

const clamp = (value: number, most: number) => Math.min(most, Math.max(-most, value));

/** Within reach: never so far that all points are out of sight. */
export function held({ x, y, extent }: View, home: number): View {
  const within = Math.min(farthest * home, Math.max(nearest * home, extent));
  const most = farthest * home - within;
  return { x: clamp(x, most), y: clamp(y, most), extent: within };
}

/** `factor` times nearer, so that a place stays where it is seen. */
export function zoomed(view: View, factor: number, [x, y]: Place, home: number): View {
  const { extent } = held({ ...view, extent: view.extent / factor }, home);
  const part = extent / view.extent;
  return held({ x: x + (view.x - x) * part, y: y + (view.y - y) * part, extent }, home);
}

/** Moved by so many of the plane's units. */
export const panned = (view: View, dx: number, dy: number, home: number): View =>
  held({ ...view, x: view.x + dx, y: view.y + dy }, home);

/** Maps of one size side by side, as many in a row as there is room for. All in CSS pixels. */
export interface TileLayout {
  columns: number;
  /** Of one map. */
  width: number;
  height: number;
  gap: number;
  /** Of all rows. */
  whole: number;
}

/** A map's longer side, and one on a small screen, where so many stand side by side. */
const [least, most] = [24, 40];
const small = { room: 480, columns: 6, most: 56 };
/** A single value is a square that a finger can press. */
const single = 24;

function sideFor(room: number, longer: number): number {
  if (longer === 1) return single;
  if (room < small.room) {
    return Math.max(least, Math.min(small.most, Math.floor((room + 4) / small.columns) - 4));
  }
  // Whole pixels for each place where some number of them fits.
  return longer > most ? most : longer * Math.max(1, Math.floor(most / longer));
}

/** `side` is a map's longer one, where that is not left to its size and the room. */
export function layOut(
  room: number,
  count: number,
  { height, width }: { height: number; width: number },
  side = sideFor(room, Math.max(height, width)),
): TileLayout {
  const longer = Math.max(height, width);
  const gap = longer === 1 ? 2 : 4;
  const [wide, high] = [(side * width) / longer, (side * height) / longer];
  const columns = Math.max(1, Math.min(count, Math.floor((room + gap) / (wide + gap))));
  const rows = Math.max(1, Math.ceil(count / columns));
  return { columns, width: wide, height: high, gap, whole: rows * (high + gap) - gap };
}

/** Where a map begins. */
export const cornerOf = (
  { columns, width, height, gap }: Omit<TileLayout, "whole">,
  index: number,
): [number, number] => [(index % columns) * (width + gap), Math.floor(index / columns) * (height + gap)];

/** The map at a place, counted from 0, and where in it as parts of its sides; null in a gap or beyond. */
export function tileAt(layout: TileLayout, count: number, x: number, y: number) {
  const { columns, width, height, gap } = layout;
  const [column, row] = [Math.floor(x / (width + gap)), Math.floor(y / (height + gap))];
  const index = row * columns + column;
  const across = (x - column * (width + gap)) / width;
  const down = (y - row * (height + gap)) / height;
  const within = column >= 0 && row >= 0 && column < columns && index < count && across < 1 && down < 1;
  return within ? { index, across, down } : null;
}

import type { Dataset } from "../data/dataset";
import type { ImageData } from "../engine/protocol";

export const shownCount = 16;

/** Embedding more images than this after every few steps would take the time that training needs. */
const mostOnMap = 6000;

/** All rows, or as many as the map shows, evenly over the set. */
function mapRows(count: number): Uint32Array {
  const shown = Math.min(count, mostOnMap);
  return Uint32Array.from({ length: shown }, (_, i) => Math.floor((i * count) / shown));
}

/** What the views of a data set show to begin with: test images of different classes, and two of them as A and B. */
export function firstPicks({ images }: Dataset) {
  const test = images.testRows ?? Uint32Array.from({ length: images.shape[0] }, (_, row) => row);
  const shown = spread(test, images.labels, shownCount, 0);
  return { shown, a: shown[0] ?? 0, b: shown[1] ?? shown[0] ?? 0, mapRows: mapRows(images.shape[0]) };
}

interface Slots {
  a: number;
  b: number;
  slot: "a" | "b";
}

/** A picked row takes the place of A or B, and the next one the other's. */
export function pick(store: { state: Slots; set(change: Partial<Slots>): void }, row: number): void {
  const { slot } = store.state;
  store.set({ [slot]: row, slot: slot === "a" ? "b" : "a" });
}

/** Two images at random, held out of training where there are such. */
export function randomPair({ testRows, labels, shape }: ImageData, random = Math.random) {
  const draw = () => {
    const at = Math.floor(random() * (testRows?.length ?? shape[0]));
    return testRows?.[at] ?? at;
  };
  const a = draw();
  let b = draw();
  // Two images of different classes make the more telling walk.
  const alike = () => (labels ? labels[a] === labels[b] : a === b);
  for (let tries = 0; tries < 20 && alike(); tries++) b = draw();
  return { a, b };
}

/** `count` rows in turn from each class, the `round`-th of each first. */
export function spread(
  rows: Uint32Array,
  labels: ArrayLike<number> | undefined,
  count: number,
  round: number,
): Uint32Array {
  const byClass = new Map<number, number[]>();
  for (const row of rows) {
    const label = labels?.[row] ?? 0;
    const members = byClass.get(label);
    if (members) members.push(row);
    else byClass.set(label, [row]);
  }
  const classes = [...byClass].sort(([a], [b]) => a - b).map(([, members]) => members);
  const perRound = Math.ceil(count / classes.length);
  return Uint32Array.from({ length: Math.min(count, rows.length) }, (_, i) => {
    const members = classes[i % classes.length]!;
    return members[(round * perRound + Math.floor(i / classes.length)) % members.length]!;
  });
}

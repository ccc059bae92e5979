import { text } from "../text/later";
import { mountHeatGrid } from "./heat-grid";

export interface ConfusionData {
  names: string[];
  /** `names.length ** 2` counts: a row for each true class, a column for each one said. */
  counts: ArrayLike<number>;
  selected: [truth: number, said: number] | null;
}

/** A grid of counts, one cell for each pair of classes. */
export function mountConfusion(host: HTMLElement, onCell: (truth: number, said: number) => void) {
  const words = text.classify.confusion;
  const grid = mountHeatGrid(host, "confusion", onCell);
  return {
    update({ names, counts, selected }: ConfusionData, label: string) {
      const rows = names.map((truth, i) => {
        const row = names.map((_, j) => counts[i * names.length + j]!);
        const all = row.reduce((sum, count) => sum + count, 0);
        const cells = row.map((count, j) => ({
          text: String(count),
          label: words.cell(count, truth, names[j]!),
          // A class' images are all of its row.
          share: all === 0 ? 0 : count / all,
          marked: i === j,
        }));
        return { name: truth, cells };
      });
      grid.update({ caption: words.axes, columns: names, rows, selected }, label);
    },
    destroy: () => grid.destroy(),
  };
}

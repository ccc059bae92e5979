import { csvLine } from "./csv";

/** Epochs, then a loss at each on training and test images; null where there is none. */
type Curves = readonly [readonly number[], readonly (number | null)[], readonly (number | null)[]];

/** A line for each point of a run's curves, losses in nats per image; empty where none was measured. */
export function curvesCsv({ reconstruction, kl }: { reconstruction: Curves; kl: Curves }): Blob {
  const head = ["epoch", "train_reconstruction", "test_reconstruction", "train_kl", "test_kl"];
  const [epochs, ...columns] = [...reconstruction, kl[1], kl[2]] as const;
  const lines = epochs.map((epoch, i) => csvLine([epoch, ...columns.map((column) => column[i] ?? "")]));
  return new Blob([csvLine(head), ...lines], { type: "text/csv" });
}

import { counted, number } from "../format";

/** Which latent dimension follows which label column. */
export const factors = {
  title: "Factors",
  caption:
    "How much each latent dimension alone tells of each label column: their mutual information, as a share of all there " +
    "is to tell (the column’s entropy). Posterior means and numbers are counted in 20 bins. The gap is by how much a " +
    "column’s best dimension is ahead of the second; MIG, the mutual information gap, is the mean of the gaps: 100% where " +
    "each column has a dimension to itself. Press a cell to see it on the map: that dimension across, in that column’s " +
    "colours.",
  noLabels: "These images have no labels, so there is nothing for a dimension to follow.",
  constant: "All images have the same label, so there is nothing for a dimension to follow.",
  waiting: "Waiting for the posterior means of the images.",
  failed: (why: string) => `It could not be measured: ${why}`,
  /** A column that has no name of its own. */
  column: "Class",
  axes: "Rows: latent dimensions. Columns: label columns. The best dimension of each is underlined.",
  grid: "Share of each label column that a latent dimension tells",
  dimension: (dimension: number) => `z${dimension}`,
  cell: (dimension: number, share: string, column: string) => `z${dimension} tells ${share} of ${column}`,
  gap: "Gap",
  chance: "By chance",
  chanceHelp:
    "By chance: the most that a dimension tells of the same labels shuffled among the images. Shares near it say nothing.",
  none: "–",
  mig: (share: string, columns: number) =>
    columns === 1
      ? `The gap is ${share}. With one label column it tells how far one dimension follows it, not whether factors lie apart.`
      : `MIG ${share}, of ${counted(columns, "label column")}.`,
  constants: (names: string[]) =>
    `${names.join(", ")}: all images have the same label, so there is nothing to follow and no gap.`,
  oneDimension: "There is one dimension, so each gap is ahead of nothing: the share itself.",
  equal: "All images have the same code, so no dimension tells anything.",
  measured: (images: number, all: number, step: number) =>
    `Of ${images < all ? `${number(images)} of ` : ""}${counted(all, "image")}, at step ${number(step)}.`,
  untrained: "The model is untrained: its images lie where random weights put them.",
  more: (count: number) => `Show all ${number(count)} dimensions`,
  fewer: (count: number) => `Show the ${number(count)} that tell most`,
  save: "Shares (CSV)",
};

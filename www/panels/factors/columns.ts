import { labelledBy, type Dataset, type Unlabelled } from "../../data/dataset";
import type { Factor } from "../../instrument/protocol";
import { text } from "../../text/later";
import { classCount } from "../classification/points";

const words = text.factors;

/** What a label column is called. */
export const columnName = ({ name }: Dataset["columns"][number]) => name || words.column;

/** Whether it says the same of all images. */
const constant = ({ labels }: Dataset["columns"][number]) => labels.every((label) => label === labels[0]);

/** The label columns as factors of some images: numbers where they are such, else classes. */
export function factorsOf(dataset: Dataset, rows: Uint32Array): Factor[] {
  return dataset.columns.map((column, at) => {
    const { labels, values } = column;
    const name = columnName(column);
    if (values) return { name, values: Float32Array.from(rows, (row) => values[row]!) };
    return {
      name,
      classes: classCount(labelledBy(dataset, at)),
      values: Int32Array.from(rows, (row) => labels[row]!),
    };
  });
}

/** Why no dimension can follow anything; null where one can. */
export function lacking({ columns }: Pick<Unlabelled, "columns">): string | null {
  if (columns.length === 0) return words.noLabels;
  return columns.every(constant) ? words.constant : null;
}

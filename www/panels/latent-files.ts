import type { State } from "../run/store";
import { text } from "../text";
import type { FileOffer } from "./save-menu";

const words = text.panels.save;

/** The codes of the images that are embedded: all of them at rest. */
export function latentFiles({ latents, dataset }: Readonly<State>): FileOffer[] {
  if (!latents || !dataset) return [];
  const { columns, images } = dataset;
  const { labels, testRows } = images;
  const table = { ...latents, columns, ...(labels && { labels }), ...(testRows && { testRows }) };
  const count = latents.rows.length;
  return [
    {
      label: words.csv(count),
      ending: "csv",
      make: async () => (await import("../export/latents")).latentsCsv(table),
    },
    {
      label: words.npy(count),
      ending: "npy",
      make: async () => (await import("../export/latents")).latentsNpy(table),
    },
  ];
}

import type { KlRow } from "../../run/dynamics";
import type { Thinned } from "../../run/thinned";
import type { Bands } from "../../views/kl-bands";

/** Dimensions with a band of their own, as many as there are colours without the last, which is all others'. */
const mostOwn = 9;

/** Bands of the dimensions that say most over the run, in their order, and of all others together. */
export function klBands(
  { rows }: Thinned<KlRow>,
  words: { name(dimension: number): string; others(count: number): string },
): Bands {
  const latent = rows.at(-1)?.kl.length ?? 0;
  const sums = Array.from({ length: latent }, (_, dimension) =>
    rows.reduce((sum, { kl }) => sum + kl[dimension]!, 0),
  );
  const own = [...sums.keys()]
    .sort((one, other) => sums[other]! - sums[one]!)
    .slice(0, latent > mostOwn + 1 ? mostOwn : latent)
    .sort((one, other) => one - other);
  const rest = [...sums.keys()].filter((dimension) => !own.includes(dimension));
  const of = (dimensions: number[]) =>
    rows.map(({ kl }) => dimensions.reduce((sum, dimension) => sum + kl[dimension]!, 0));
  return {
    steps: rows.map(({ step }) => step),
    names: [
      ...own.map((dimension) => words.name(dimension + 1)),
      ...(rest.length > 0 ? [words.others(rest.length)] : []),
    ],
    columns: [...own.map((dimension) => of([dimension])), ...(rest.length > 0 ? [of(rest)] : [])],
  };
}

import written from "./limits.json" with { type: "json" };

/** How far each setting of the instrument may go, and what the mixture's are unless told. */
export const { limits, defaults } = written;

/** Least and most of a setting. */
export function range(name: keyof typeof limits): readonly [least: number, most: number] {
  const { least, most } = limits[name];
  return [least, most];
}

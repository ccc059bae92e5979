/** Letters of scripts that are written from right to left. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * A name as it stands among other text, on the page as on a canvas: between a first strong isolate and its end where it has
 * letters that run from right to left, so that it turns nothing around it, and is not turned.
 */
export const isolated = (name: string) => (rightToLeft.test(name) ? `\u2068${name}\u2069` : name);

const told = (value: unknown): unknown => {
  if (typeof value === "string") return isolated(value);
  return Array.isArray(value) ? value.map(told) : value;
};

/** The same words, whose sentences isolate the names that they are given. */
export function isolating<Words>(words: Words): Words {
  if (typeof words === "function") {
    const say = words as unknown as (...values: unknown[]) => unknown;
    return ((...values: unknown[]) => say(...values.map(told))) as Words;
  }
  if (Array.isArray(words)) return words.map(isolating) as Words;
  if (typeof words !== "object" || words === null) return words;
  return Object.fromEntries(Object.entries(words).map(([key, value]) => [key, isolating(value)])) as Words;
}

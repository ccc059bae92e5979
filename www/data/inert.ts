/**
 * Marks that turn the direction of writing around (Unicode's Bidi_Control): in a file's or a class's name they would turn
 * around what the page says beside it, as “gnp.exe” for a name that ends in “exe.png”.
 */
const bidiControls = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** The same without such marks, in all its texts; arrays of numbers stay the ones they are. */
export function inert<T>(value: T): T {
  if (typeof value === "string") return value.replaceAll(bidiControls, "") as T;
  if (Array.isArray(value)) return value.map((item) => inert(item)) as T;
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inert(item)])) as T;
}

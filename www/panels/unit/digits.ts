import { rough } from "../../text/format";

/** How numbers are written: rounded, or with all digits that 32 bits have. */
export type Digits = (value: number) => string;

/** Written for a program: the fewest digits that give the same 32-bit number again. */
export function shortest(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const float = Math.fround(value);
  for (let digits = 1; digits <= 9; digits++) {
    const written = float.toPrecision(digits);
    if (Math.fround(Number(written)) === float) return String(Number(written));
  }
  return String(float);
}

// There is no −0 for people.
export const rounded: Digits = (value) => rough(value + 0);
export const whole: Digits = (value) => shortest(value + 0).replaceAll("-", "−");

/** A number that is small, `3e−7`. */
export const small = (value: number): string =>
  value === 0 ? "0" : value.toExponential(0).replace("+", "").replace("-", "−");

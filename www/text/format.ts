import { locale } from "./locale";

const grouped = new Intl.NumberFormat(locale);
const unrounded = new Intl.NumberFormat(locale, { maximumSignificantDigits: 12 });

const rounded = new Intl.NumberFormat(locale, { maximumSignificantDigits: 4 });

const withMinus = (written: string) => written.replace("-", "−");

/** A number as people write it, `12,345.6`, with a true minus. */
export const number = (value: number) => withMinus(grouped.format(value));

/** The same with all of its digits, `0.000001`. */
export const exact = (value: number) => withMinus(unrounded.format(value));

/** What was given where it can't be: as it would be typed again, `-0.5`. */
export const given = (value: number) => unrounded.format(value);

const fixedFormats = new Map<number, Intl.NumberFormat>();

/** Made once: that takes far longer than to use it. */
function fixedFormat(digits: number): Intl.NumberFormat {
  let format = fixedFormats.get(digits);
  if (!format) {
    format = new Intl.NumberFormat(locale, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      useGrouping: false,
    });
    fixedFormats.set(digits, format);
  }
  return format;
}

/** With a fixed number of digits after the point, `−0.50`. A negative that rounds to zero is zero. */
export function fixed(value: number, digits: number): string {
  const written = fixedFormat(digits).format(value);
  return withMinus(/[1-9]/.test(written) ? written : written.replace("-", ""));
}

/** With so many digits that count, `0.0041`, `12,000`. */
export const significant = (value: number, digits: number) =>
  withMinus(new Intl.NumberFormat(locale, { maximumSignificantDigits: digits }).format(value));

const inPercent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });

const figures = new Intl.NumberFormat(locale, { maximumSignificantDigits: 5, useGrouping: false });
const scientific = new Intl.NumberFormat(locale, {
  notation: "scientific",
  minimumFractionDigits: 4,
  maximumFractionDigits: 4,
});

/** Five significant digits, `−0.012345`; far below 1 with a power of ten, `1.2345E−7`. */
export const fiveDigits = (value: number) =>
  (value !== 0 && Math.abs(value) < 1e-4 ? scientific : figures).format(value).replaceAll("-", "−");

/** A part of a whole, `12.5%`. */
export const percent = (part: number) => withMinus(inPercent.format(part));

/** From one number to another, rounded, `−1..255`. */
export const range = (from: number, to: number) => `${rough(from)}..${rough(to)}`;

/** Rounded to four digits that count, `0.03125`, `−4.7`. */
export const rough = (value: number) => withMinus(rounded.format(value + 0));

/** About how large a number is, whatever its sign, `3e−7`. */
export const magnitude = (value: number) => (value === 0 ? "0" : withMinus(Math.abs(value).toExponential(0)));

/** `3 images`, `1 image`. */
export const counted = (count: number, one: string, many = `${one}s`) =>
  `${number(count)} ${count === 1 ? one : many}`;

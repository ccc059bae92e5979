import { text } from ".";

const grouped = new Intl.NumberFormat(text.locale);

/** A number as people write it, `12,345.6`, with a true minus. */
export const number = (value: number) => grouped.format(value).replace("-", "−");

/** With a fixed number of digits after the point, `−0.50`. A negative that rounds to zero is zero. */
export function fixed(value: number, digits: number): string {
  const format = new Intl.NumberFormat(text.locale, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    useGrouping: false,
  });
  const written = format.format(value);
  return (/[1-9]/.test(written) ? written : written.replace("-", "")).replace("-", "−");
}

/** `3 images`, `1 image`. */
export const counted = (count: number, one: string, many = `${one}s`) =>
  `${number(count)} ${count === 1 ? one : many}`;

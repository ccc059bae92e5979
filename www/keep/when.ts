import { locale } from "../text/locale";

const [day, hour] = [
  new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }),
  new Intl.DateTimeFormat(locale, { timeStyle: "short" }),
];

/** A moment of today by its hour, another with its day. */
export const whenOf = (when: number, now = Date.now()) =>
  (new Date(when).toDateString() === new Date(now).toDateString() ? hour : day).format(when);

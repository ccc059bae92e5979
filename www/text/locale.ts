import { localeOf } from "./locales";

declare global {
  /** The language of what is loaded after it is set, `zh`, whatever the document says. */
  var vaePlaygroundLang: string | undefined;
}

/** Of the first playground of the page, or of what is around it. */
function langOfPage(): string | null | undefined {
  const { documentElement, currentScript } = document;
  const place = document.querySelector("vae-playground") ?? currentScript ?? documentElement;
  return place.closest("[lang]")?.getAttribute("lang");
}

// A worker is named after the language of the page that starts it.
const asked =
  typeof document === "undefined"
    ? [(globalThis as { name?: string }).name]
    : [globalThis.vaePlaygroundLang, langOfPage(), ...navigator.languages];

/** The language of this page or worker: texts are taken in it, and the formats of numbers follow it. */
export const locale = localeOf(asked) ?? "en";

import { localeOf, type Locale } from "./locales";

const key = "vae-playground-lang";

// Storage may be forbidden, as in a sandboxed frame.
function kept(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** The language of a page of our own: its link's (`?lang=zh`), the one chosen before, or the browser's. */
export function chosenLanguage(): Locale {
  const linked = new URLSearchParams(location.search).get("lang");
  return localeOf([linked, kept(), ...navigator.languages]) ?? "en";
}

/** Chooses one for this page's next start, and for visits to come. */
export function chooseLanguage(locale: Locale): void {
  const url = new URL(location.href);
  let keeps = true;
  try {
    localStorage.setItem(key, locale);
  } catch {
    keeps = false;
  }
  // What the link says would go before it.
  if (keeps) url.searchParams.delete("lang");
  else url.searchParams.set("lang", locale);
  history.replaceState(history.state, "", url);
}

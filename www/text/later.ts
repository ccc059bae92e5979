import { later } from "./en/later";
import { locale } from "./locale";

/** What is said by panels that come after the page has begun, in the language of the page; only they carry it. */
export const text: typeof later = { en: later }[locale];

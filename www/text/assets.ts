import { assets } from "./en/assets";
import { locale } from "./locale";

/** What is said of the build's own files, by the page and by its workers. */
export const words: typeof assets = { en: assets }[locale];

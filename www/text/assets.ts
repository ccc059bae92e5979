import { assets as en } from "./en/assets";
import { locale } from "./locale";
import { assets as zh } from "./zh/assets";

/** What is said of the build's own files, by the page and by its workers. */
export const words: typeof en = { en, zh }[locale];

import { worker as en } from "./en/worker";
import { locale } from "./locale";
import { worker as zh } from "./zh/worker";

/** What workers say, in the language of the page. It is all that they carry of the text. */
export const words: typeof en = { en, zh }[locale];

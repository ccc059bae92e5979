import { worker } from "./en/worker";
import { locale } from "./locale";

/** What workers say, in the language of the page. It is all that they carry of the text. */
export const words: typeof worker = { en: worker }[locale];

// What the page says, in all languages: where everything is in one script, or in scripts that begin at once.
import { en } from "../en";
import { locale } from "../locale";
import { zh } from "../zh";

export const page: typeof en = { en, zh }[locale];

import { bootstrap } from "./en/bootstrap";
import { locale } from "./locale";

/** It is all of the text that a widget's first script carries. */
export const words: typeof bootstrap = { en: bootstrap }[locale];

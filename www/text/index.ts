import { en } from "./en";
import { locale } from "./locale";

export type Text = typeof en;

/** What is said, in the language of the page. */
export const text: Text = { en }[locale];

import { page } from "#languages/page";
import type { en } from "./en";
import { isolating } from "./isolate";

export type Text = typeof en;

/** What is said, in the language of the page. */
export const text: Text = isolating(page);

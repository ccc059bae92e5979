import { later } from "#languages/later";
import type { later as en } from "./en/later";
import { isolating } from "./isolate";

/** What is said by panels that come after the page has begun, in the language of the page; only they carry it. */
export const text: typeof en = isolating(later);

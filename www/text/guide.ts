import { guide } from "#languages/guide";
import type { guide as en } from "./en/guide";
import { isolating } from "./isolate";

/** What links and lessons say, in the language of the page; only they carry it. */
export const text: typeof en = isolating(guide);

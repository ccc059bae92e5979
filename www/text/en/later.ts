import { classify } from "./classify";
import { generate } from "./generate";
import { mixture, prior } from "./mixture";
import { statistics } from "./statistics";
import { walks } from "./walks";

/** What panels say that come after the page has begun. */
export const later = { classify, generate, mixture, prior, statistics, walks };

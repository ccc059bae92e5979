import { classify } from "./classify";
import { factors } from "./factors";
import { generate } from "./generate";
import { mixture, prior } from "./mixture";
import { statistics } from "./statistics";
import { walks } from "./walks";

/** What panels say that come after the page has begun. */
export const later = { classify, factors, generate, mixture, prior, statistics, walks };

import { classify } from "./classify";
import { decoder } from "./decoder";
import { encoder } from "./encoder";
import { factors } from "./factors";
import { generate } from "./generate";
import { inside } from "./inside";
import { mixture, prior } from "./mixture";
import { statistics } from "./statistics";
import { unit } from "./unit";
import { walks } from "./walks";

/** What panels say that come after the page has begun. */
export const later = {
  classify,
  decoder,
  encoder,
  factors,
  generate,
  inside,
  mixture,
  prior,
  statistics,
  unit,
  walks,
};

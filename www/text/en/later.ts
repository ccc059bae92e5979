import { classify } from "./classify";
import { decoder } from "./decoder";
import { doctor } from "./doctor";
import { dynamics } from "./dynamics";
import { encoder } from "./encoder";
import { factors } from "./factors";
import { generate } from "./generate";
import { inside } from "./inside";
import { keep } from "./keep";
import { mixture, prior } from "./mixture";
import { scene } from "./scene";
import { slowMotion } from "./slow-motion";
import { statistics } from "./statistics";
import { structure } from "./structure";
import { unit } from "./unit";
import { walks } from "./walks";

/** What panels say that come after the page has begun. */
export const later = {
  classify,
  decoder,
  doctor,
  dynamics,
  encoder,
  factors,
  generate,
  inside,
  keep,
  mixture,
  prior,
  scene,
  slowMotion,
  statistics,
  structure,
  unit,
  walks,
};

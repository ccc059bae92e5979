import { classify } from "./classify";
import { decoder } from "./decoder";
import { doctor } from "./doctor";
import { dynamics } from "./dynamics";
import { encoder } from "./encoder";
import { factors } from "./factors";
import { generate } from "./generate";
import { inside } from "./inside";
import { keep } from "./keep";
import { keys } from "./keys";
import { mixture, prior } from "./mixture";
import { report } from "./report";
import { runs } from "./runs";
import { scene } from "./scene";
import { selfCheck } from "./self-check";
import { slowMotion } from "./slow-motion";
import { statistics } from "./statistics";
import { structure } from "./structure";
import { time } from "./time";
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
  keys,
  mixture,
  prior,
  report,
  runs,
  scene,
  selfCheck,
  slowMotion,
  statistics,
  structure,
  time,
  unit,
  walks,
};

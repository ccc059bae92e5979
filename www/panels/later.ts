import { attributes } from "./attributes";
import { classifiers } from "./classification/classifiers";
import { decoderInput } from "./decoder/input";
import { jacobian } from "./decoder/jacobian";
import { decoderLayers } from "./decoder/layers";
import { output } from "./decoder/output";
import { strokes } from "./decoder/strokes";
import { encoderLayers } from "./encoder";
import { dynamics } from "./dynamics";
import { doctor } from "./doctor";
import { drawing } from "./drawing/drawing";
import { factors } from "./factors";
import { foreground } from "./foreground";
import { fewLabels } from "./few-labels/few-labels";
import { measures } from "./generation/measures";
import { samples } from "./generation/sheet";
import { interpolation } from "./interpolation";
import { mixture } from "./mixture";
import { objects } from "./objects";
import type { Panel } from "./panel";
import { posterior } from "./posterior";
import { prior } from "./prior";
import { runs } from "./runs";
import { scene } from "./scene";
import { sceneVae } from "./scene/vae";
import { selfCheck } from "./self-check";
import { statistics } from "./statistics";
import { structure } from "./structure";
import { slowMotion } from "./slow-motion";
import { tiles } from "./tiles";
import { time } from "./time";
import { tracks } from "./tracks";
import { traversals } from "./traversals";
import { unit } from "./unit";

/** Panels that training does without: their script comes after the page has begun. */
export const later: readonly Panel[] = [
  statistics,
  encoderLayers,
  posterior,
  decoderInput,
  output,
  decoderLayers,
  strokes,
  jacobian,
  unit,
  doctor,
  dynamics,
  time,
  runs,
  structure,
  slowMotion,
  selfCheck,
  interpolation,
  traversals,
  attributes,
  mixture,
  prior,
  factors,
  samples,
  measures,
  classifiers,
  drawing,
  fewLabels,
  scene,
  objects,
  tracks,
  foreground,
  tiles,
  sceneVae,
];

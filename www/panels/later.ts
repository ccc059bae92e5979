import { attributes } from "./attributes";
import { classifiers } from "./classification/classifiers";
import { drawing } from "./drawing/drawing";
import { fewLabels } from "./few-labels/few-labels";
import { measures } from "./generation/measures";
import { samples } from "./generation/sheet";
import { interpolation } from "./interpolation";
import { mixture } from "./mixture";
import type { Panel } from "./panel";
import { prior } from "./prior";
import { slowMotion } from "./slow-motion";
import { traversals } from "./traversals";

/** Panels that training does without: their script comes after the page has begun. */
export const later: readonly Panel[] = [
  slowMotion,
  interpolation,
  traversals,
  attributes,
  mixture,
  prior,
  samples,
  measures,
  classifiers,
  drawing,
  fewLabels,
];

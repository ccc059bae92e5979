import kept from "./styles/kept.css?inline";
import dialog from "./styles/dialog.css?inline";
import keys from "./styles/keys.css?inline";
import scene from "./styles/scene.css?inline";
import selfCheck from "./styles/self-check.css?inline";
import slowMotion from "./styles/slow-motion.css?inline";
import structure from "./styles/structure.css?inline";
import dynamics from "./styles/dynamics.css?inline";
import doctor from "./styles/doctor.css?inline";
import unit from "./styles/unit.css?inline";
import decoder from "./styles/decoder.css?inline";
import inside from "./styles/inside.css?inline";
import encoder from "./styles/encoder.css?inline";
import classify from "./styles/classify.css?inline";
import generation from "./styles/generation.css?inline";
import mixture from "./styles/mixture.css?inline";
import runs from "./styles/runs.css?inline";
import time from "./styles/time.css?inline";
import statistics from "./styles/statistics.css?inline";
import walks from "./styles/walks.css?inline";

/**
 * What comes in one script after the page has begun: panels, with the words that they alone say, and how they look, and what
 * keeps models in this browser.
 */
export { later as panels } from "../panels/later";
export { openSweep } from "../panels/runs/open-sweep";
export { startKeeping } from "../keep";
export const styles: readonly string[] = [
  selfCheck,
  slowMotion,
  structure,
  dynamics,
  time,
  runs,
  doctor,
  unit,
  decoder,
  inside,
  encoder,
  statistics,
  walks,
  generation,
  classify,
  mixture,
  scene,
  dialog,
  kept,
  keys,
];

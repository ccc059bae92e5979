import { classify } from "./en/classify";
import { data } from "./en/data";
import { engine } from "./en/engine";
import { generate } from "./en/generate";
import { hosts } from "./en/hosts";
import { instrument } from "./en/instrument";
import { mixture, prior } from "./en/mixture";
import { modelFile } from "./en/model-file";
import { panels } from "./en/panels";
import { run } from "./en/run";
import { sets } from "./en/sets";
import { settings } from "./en/settings";
import { shell } from "./en/shell";
import { slowMotion } from "./en/slow-motion";
import { views } from "./en/views";
import { walks } from "./en/walks";

/**
 * Every sentence of the interface, in English, by the room it is said in. What depends on a value is a function of it.
 * Another language is one more such file and folder, of the type `Text`, and its line in `index.ts`. What scripts say
 * that are not to carry all of it is apart, in `en/worker.ts` and `en/bootstrap.ts`, with a line each in their namesakes.
 */
const common = {};

export const en = {
  common,
  data,
  sets,
  engine,
  generate,
  instrument,
  mixture,
  prior,
  run,
  panels,
  classify,
  settings,
  modelFile,
  shell,
  slowMotion,
  views,
  walks,
  hosts,
};

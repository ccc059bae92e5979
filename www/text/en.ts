import { data } from "./en/data";
import { engine } from "./en/engine";
import { hosts } from "./en/hosts";
import { instrument } from "./en/instrument";
import { modelFile } from "./en/model-file";
import { panels } from "./en/panels";
import { run } from "./en/run";
import { sets } from "./en/sets";
import { settings } from "./en/settings";
import { shell } from "./en/shell";
import { views } from "./en/views";

/**
 * Every sentence of the interface, in English, by the room it is said in. What depends on a value is a function of it.
 * Another language is one more such file and folder of the same types, with its lines in `locales.ts`, `bundled`, `loaded`, `assets.ts`,
 * `worker.ts`, `guide.ts`, `bootstrap.ts` and `switching.ts`. What is said in scripts of their own is apart, in `en/later.ts`, `en/guide.ts`, `en/worker.ts` and `en/bootstrap.ts`, with a line each in their namesakes.
 */
export const en = {
  data,
  sets,
  engine,
  instrument,
  run,
  panels,
  settings,
  modelFile,
  shell,
  views,
  hosts,
};

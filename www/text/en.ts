import { engine } from "./en/engine";
import { modelFile } from "./en/model-file";
import { settings } from "./en/settings";

/**
 * Every sentence of the interface, in English, by the room it is said in; a long room has a file of its own in `en/`.
 * What depends on a value is a function of it. Another language is one more such file and folder, of the type `Text`,
 * and its line in `index.ts`.
 */
const common = {};

const data = {};

const run = {};

const panels = {};

const shell = {};

const views = {};

const hosts = {};

export const en = {
  common,
  data,
  engine,
  run,
  panels,
  settings,
  modelFile,
  shell,
  views,
  hosts,
};

import type { en } from "./en";
import { data } from "./zh/data";
import { engine } from "./zh/engine";
import { hosts } from "./zh/hosts";
import { instrument } from "./zh/instrument";
import { modelFile } from "./zh/model-file";
import { panels } from "./zh/panels";
import { run } from "./zh/run";
import { sets } from "./zh/sets";
import { settings } from "./zh/settings";
import { shell } from "./zh/shell";
import { views } from "./zh/views";

/** The same in Chinese, as an engineer would say it: not word by word, and in full-width punctuation. */
export const zh: typeof en = {
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

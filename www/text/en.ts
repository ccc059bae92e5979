/**
 * Every sentence of the interface, in English, by the room it is said in. What depends on a value is a function of it.
 * Another language is one more file of the type `Text`.
 */
const common = {};

const data = {};

const engine = {};

const run = {};

const panels = {};

const settings = {};

const shell = {};

const views = {};

const hosts = {};

export const en = {
  /** For formats of numbers and dates, and the `lang` of what is shown. */
  locale: "en",
  common,
  data,
  engine,
  run,
  panels,
  settings,
  shell,
  views,
  hosts,
};

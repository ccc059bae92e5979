import { catalogue, type SetId } from "../data/catalogue";
import { choosable, fewestImages, mostHeldOut } from "../data/sets";
import { counts, defaults, kindsOf, manner, parameterLimit, range, type Limited } from "../engine/limits";
import { text as words } from "../text";

export type Value = string | number | boolean | readonly number[];

/** A set-up by the names that it has in a link: what differs from the beginning, and nothing else. */
export type Setup = Readonly<Record<string, Value>>;

/** What a value may be. */
export type Rule =
  | { kind: "number"; least: number; most: number; whole: boolean; above: boolean }
  | { kind: "numbers"; least: number; most: number; whole: boolean; fewest: number; longest: number }
  | { kind: "choice"; choices: readonly string[] }
  | { kind: "choices"; choices: readonly string[] }
  | { kind: "flag" }
  | { kind: "text" };

/** Controls that a link can hide. */
export const hideable = ["data", "settings", "figures", "files", "workspaces", "lessons", "share"] as const;
export type Hideable = (typeof hideable)[number];

/** The least and the most of a row, a column or a dimension: what the images and the model have is known later. */
const index = { kind: "number", least: 1, most: 1_000_000, whole: true, above: false } as const;

const limit = (name: Limited): Rule => {
  const [least, most] = range(name);
  return { kind: "number", least, most, ...manner(name) };
};

function list(name: Limited): Rule {
  const [least, most] = range(name);
  const [fewest, longest] = counts(name);
  return { kind: "numbers", least, most, fewest, longest, whole: manner(name).whole };
}

const choice = (choices: Record<string, unknown>): Rule => ({
  kind: "choice",
  choices: Object.keys(choices),
});

const { options } = words.settings;

/** Settings by the last part of their path in the options, which is their name in a link. */
const settings: Record<string, [path: string, rule: Rule]> = {
  latent: ["model", limit("model.latent")],
  encoder: ["model", list("model.encoder")],
  decoder: ["model", list("model.decoder")],
  channels: ["model", list("model.channels")],
  activation: ["model", choice(options["model.activation"].choices)],
  norm: ["model", choice(options["model.norm"].choices)],
  batchSize: ["training", limit("training.batchSize")],
  learningRate: ["training", limit("training.learningRate")],
  beta: ["training", limit("training.beta")],
  clipNorm: ["training", limit("training.clipNorm")],
};

/** Plain settings of the model and of its training. */
export const settingNames = (part: "model" | "training"): string[] =>
  Object.keys(settings).filter((name) => settings[name]![0] === part);

/** Settings of which each kind has parameters of its own, such as `objective.nats`. */
export const unions = {
  likelihood: "model",
  objective: "training",
  betaSchedule: "training",
  rateSchedule: "training",
  optimizer: "training",
} as const;
export type UnionName = keyof typeof unions;

export const unionNames = Object.keys(unions) as UnionName[];
export const unionPath = (name: UnionName) => `${unions[name]}.${name}`;

/** What a union is where a link does not say. */
export const firstKind = (name: UnionName): string =>
  (defaults[unions[name]] as unknown as Record<string, { kind: string }>)[name]!.kind;

/** The parameters of a union's kind. */
export const parameters = (name: UnionName, kind: string): string[] =>
  Object.keys(kindsOf(unionPath(name))[kind] ?? {});

const views: Record<string, Rule> = {
  labels: index,
  display: { kind: "choice", choices: ["ink", "brightness"] },
  a: index,
  b: index,
  axes: { kind: "numbers", least: 1, most: range("model.latent")[1], fewest: 2, longest: 2, whole: true },
  plane: { kind: "choice", choices: ["dimensions", "components"] },
  map: { kind: "numbers", least: -1e6, most: 1e6, fewest: 3, longest: 3, whole: false },
  z: {
    kind: "numbers",
    least: -1000,
    most: 1000,
    fewest: 1,
    longest: range("model.latent")[1],
    whole: false,
  },
  unit: { kind: "numbers", least: 0, most: index.most, fewest: 3, longest: 3, whole: true },
  gridSpacing: { kind: "choice", choices: ["even", "shares"] },
  gridOthers: { kind: "choice", choices: ["zero", "marked"] },
  traversedAround: { kind: "choice", choices: ["image", "marked"] },
  traversalSpacing: { kind: "choice", choices: ["even", "shares"] },
};

export const viewNames = Object.keys(views);

/** What is said of a set beside its name. */
export const dataNames: ReadonlySet<string> = new Set([
  "n",
  "size",
  "testFraction",
  "stratified",
  "dataSeed",
]);

/** What is said of images and their set, by the set that is said. */
function dataRules({ set = "digits" }: Setup): Record<string, Rule> {
  const { kind, mostImages, sizes } = catalogue[set as SetId];
  const may = choosable[kind];
  const own = kind === "own";
  return {
    set: choice(catalogue),
    ...(!own && may.includes("count") && { n: { ...index, least: fewestImages, most: mostImages } }),
    ...(!own && may.includes("size") && { size: { kind: "choice", choices: sizes.map(String) } as const }),
    ...(!own && may.includes("testFraction")
      ? ({
          testFraction: { kind: "number", least: 0, most: mostHeldOut, whole: false, above: false },
          stratified: { kind: "flag" },
        } as const)
      : {}),
    ...(!own && may.length > 0 && { dataSeed: limit("seed") }),
  };
}

/** Parameters of the kinds that are said, or of those that hold where none is. */
function parameterRules(said: Setup): Record<string, Rule> {
  const found: Record<string, Rule> = {};
  for (const name of unionNames) {
    const kind = String(said[name] ?? firstKind(name));
    for (const parameter of parameters(name, kind))
      found[`${name}.${parameter}`] = limit(parameterLimit(unionPath(name), kind, parameter));
  }
  return found;
}

/**
 * All that may be said, in the order in which it is read and written; the first rules say what is known before the
 * others, as the set before its options.
 */
export const rules: readonly ((said: Setup) => Record<string, Rule>)[] = [
  () => ({ set: choice(catalogue) }),
  dataRules,
  () => Object.fromEntries(Object.entries(settings).map(([name, [, rule]]) => [name, rule])),
  () => Object.fromEntries(unionNames.map((name) => [name, choice(kindsOf(unionPath(name)))])),
  parameterRules,
  () => ({ seed: limit("seed"), epochs: limit("epochs"), device: choice(options.device.choices) }),
  () => views,
  () => ({ hide: { kind: "choices", choices: hideable }, lesson: { kind: "text" } }),
];

/** Names of what is no part of the model, its training and its images: to change it leaves them as they are. */
export const beside: ReadonlySet<string> = new Set([...viewNames, "hide", "lesson"]);

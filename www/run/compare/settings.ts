import type { Limited } from "../../engine/limits";
import { range } from "../../engine/limits";
import type { SessionOptions } from "../../engine/protocol";

/** Settings over which runs can be trained one after the other. */
export const swept = [
  "training.beta",
  "model.latent",
  "training.learningRate",
  "seed",
] as const satisfies readonly Limited[];
export type Swept = (typeof swept)[number];

const whole: ReadonlySet<Swept> = new Set(["model.latent", "seed"]);

/** Options with this value of one setting. */
export function withSetting(options: SessionOptions, setting: Swept, value: number): SessionOptions {
  if (setting === "seed") return { ...options, seed: value };
  const [part, name] = setting.split(".") as ["model" | "training", string];
  return { ...options, [part]: { ...options[part], [name]: value } };
}

/** The first number that the setting can't be; undefined where it can be all of them. */
export function unfit(setting: Swept, values: readonly number[]): number | undefined {
  const [least, most] = range(setting);
  // A learning rate is above its least.
  const above = setting === "training.learningRate";
  return values.find(
    (value) =>
      !(value <= most && (above ? value > least : value >= least)) ||
      (whole.has(setting) && !Number.isInteger(value)),
  );
}

/** Every setting by its path, an object's members apart. */
function flat(value: unknown, path = ""): [path: string, value: string][] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [[path, written(value)]];
  return Object.entries(value).flatMap(([name, member]) => flat(member, path ? `${path}.${name}` : name));
}

const written = (value: unknown) => (Array.isArray(value) ? value.join("-") : String(value));

/** The paths of the settings in which some of these differ, and each one's values of them; empty where it has none. */
export function differences(all: readonly SessionOptions[]): { paths: string[]; values: string[][] } {
  const maps = all.map((options) => new Map(flat(options)));
  const known = [...new Set(maps.flatMap((map) => [...map.keys()]))];
  const paths = known.filter((path) => new Set(maps.map((map) => map.get(path))).size > 1);
  return { paths, values: maps.map((map) => paths.map((path) => map.get(path) ?? "")) };
}

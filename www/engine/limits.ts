import written from "./limits.json" with { type: "json" };
import type { ClipOptions, DetectOptions, SessionOptions } from "./wire";

/** A setting that has a range, by its path in the options. */
export type Limited = keyof typeof written.limits;

interface Limit {
  least?: number;
  most: number;
  whole?: boolean;
  /** The least itself is too little. */
  above?: boolean;
  /** Of a list: fewest and most numbers. */
  count?: number[];
}

/** How far a number may go, and what it is until a person says otherwise. */
export interface Bounds {
  initial: number;
  range: readonly [least: number, most: number];
  whole: boolean;
  above: boolean;
}

const limits: Record<Limited, Limit> = written.limits;
const kinds: Record<string, Record<string, Record<string, unknown>>> = written.kinds;

interface Defaults extends SessionOptions {
  epochs: number;
  statistics: { samples: number };
  clip: ClipOptions;
  detect: DetectOptions;
}

/** What holds where nothing is said: the reference network and schedule for 8x8 digits. */
export const defaults = written.defaults as Defaults;

export const {
  /** A posterior mean that varies by more over the images belongs to a dimension that is in use. */
  activeVariance,
  /** Images of more values stay in their file, where they can. */
  valuesInMemory,
  /** Presence from which a cell of a scene VAE has an object. */
  scenePresent,
} = written;

/** Least and most of a number, or of each number of a list. */
export function range(name: Limited): readonly [least: number, most: number] {
  const { least = -Infinity, most } = limits[name];
  return [least, most];
}

/** Fewest and most numbers of a list. */
export function counts(name: Limited): readonly [fewest: number, most: number] {
  const [fewest, most] = limits[name].count ?? [];
  if (fewest === undefined || most === undefined) throw new Error(`${name} is no list.`);
  return [fewest, most];
}

/**
 * With what a number begins: the default, or for the parameter of a kind (`training.optimizer.sgd.momentum`) its value
 * when that kind is chosen. A parameter that all kinds share (`training.optimizer.epsilon`) has one for all.
 */
export function initial(name: Limited): number {
  const path = name.split(".");
  const union = kinds[path.slice(0, 2).join(".")];
  const field = path.at(-1)!;
  const from = path.length === 4 ? [path[2]!] : Object.keys(union ?? {});
  const value = union
    ? from.map((kind) => union[kind]?.[field]).find((found) => found !== undefined)
    : path.reduce<unknown>((inside, key) => (inside as Record<string, unknown> | undefined)?.[key], defaults);
  if (typeof value !== "number") throw new Error(`${name} begins with no number.`);
  return value;
}

/** The kinds of a union (`training.objective`), each with the parameters it begins with. */
export const kindsOf = (union: string): Record<string, Record<string, unknown>> => kinds[union] ?? {};

/** The range of a kind's parameter: its own, what all kinds share, or that of another kind with one of this name. */
export function parameterLimit(union: string, kind: string, parameter: string): Limited {
  const others = Object.keys(kindsOf(union)).map((other) => `${union}.${other}.${parameter}`);
  const names = [`${union}.${kind}.${parameter}`, `${union}.${parameter}`, ...others];
  const found = names.find((name) => name in limits);
  if (found === undefined) throw new Error(`${names[0]} has no range.`);
  return found as Limited;
}

/** Whether a number is whole, and whether its least is too little. */
export function manner(name: Limited): Pick<Bounds, "whole" | "above"> {
  const { whole = false, above = false } = limits[name];
  return { whole, above };
}

/** All that a field for a number needs to know of it. */
export const bounds = (name: Limited): Bounds => ({
  initial: initial(name),
  range: range(name),
  ...manner(name),
});

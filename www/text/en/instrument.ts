import type { InstrumentFailure } from "../../instrument/wire";
import { exact, given, number } from "../format";

type Values<C extends InstrumentFailure["code"]> =
  Extract<InstrumentFailure, { code: C }> extends { values: infer V } ? V : void;

/** What went wrong with points, by its code (`crates/instrument/src/error.rs`). */
const errors: { [C in InstrumentFailure["code"]]: (values: Values<C>) => string } = {
  ragged: ({ values, dimensions }) =>
    `${number(values)} values don't make whole points of ${number(dimensions)} dimensions.`,
  notFinite: ({ point, dimension, value }) =>
    `Dimension ${number(dimension)} of point ${number(point)} is ${exact(value)}.`,
  noSuchClass: ({ point, label, classes }) =>
    `The label of point ${number(point)} is ${number(label)}; there are ${number(classes)} classes.`,
  labelCount: ({ labels, points }) => `There are ${number(labels)} labels for ${number(points)} points.`,
  tooFewPoints: ({ what, points, least }) =>
    `There are ${number(points)} points; ${what} needs at least ${number(least)}.`,
  tooFewClasses: ({ what, classes }) =>
    `The points with a label are of ${number(classes)} class(es); ${what} needs at least 2.`,
  differentDimensions: ({ found, expected }) =>
    `These points have ${number(found)} dimensions, the others ${number(expected)}.`,
  invalidArgument: ({ argument, problem }) => `${argument} can't be used: ${problem}.`,
  outOfRange: ({ name, value, least, most }) =>
    `${name} is ${given(value)}; it must be between ${exact(least)} and ${exact(most)}.`,
};

/** How its worker ended. */
export const instrument = {
  errors,
  closed: "The measurement was closed.",
  stopped: (why: string) => `The measurement stopped: ${why}. Try again.`,
  noScript: "The measurement could not begin: its script could not be loaded. Try again.",
};

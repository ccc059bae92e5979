import type { InstrumentFailure } from "../../instrument/wire";
import { counted, exact, given, number } from "../format";

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
    `There ${points === 1 ? "is" : "are"} ${counted(points, "point")}; ${what} needs at least ${number(least)}.`,
  tooFewClasses: ({ what, classes }) =>
    `The points with a label are of ${counted(classes, "class", "classes")}; ${what} needs at least 2.`,
  differentDimensions: ({ found, expected }) =>
    `These points have ${number(found)} dimensions, the others ${number(expected)}.`,
  invalidArgument: ({ argument, problem }) => `${argument} can't be used: ${problem}.`,
  count: ({ what, found, expected }) =>
    `There are ${number(found)} ${what}; there must be ${number(expected)}.`,
  noSuchPoint: ({ point, points }) =>
    `There is no point ${number(point)}; there are ${number(points)}, counted from 0.`,
  noSuchDimension: ({ dimension, dimensions }) =>
    `There is no dimension ${number(dimension)}; there are ${number(dimensions)}, counted from 0.`,
  noWay: ({ from, to }) => `No way leads from point ${number(from)} to point ${number(to)}.`,
  edgeLength: ({ edge, length }) =>
    `The length of edge ${number(edge)} is ${given(length)}; it must be a number of at least 0.`,
  channels: ({ channels }) => `The images have ${number(channels)} channels; their features need 1 or 3.`,
  featuresFile: ({ reason }) => `The file of features can't be used: ${reason}. Load it again.`,
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

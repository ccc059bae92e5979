import { counted, number } from "../format";

/** What pictures of a model's inside have in common. */
export const inside = {
  legend: {
    zero: "0",
    ownLeast: "−largest",
    ownMost: "largest",
    own: (least: string, most: string) => `of each unit by itself: from ${least} to ${most}`,
  },
  tiles: {
    about: (name: string, count: number) =>
      `${name}: ${counted(count, "unit")}. Arrow keys go from unit to unit, Enter opens one, Escape closes it.`,
    aboutMaps: (name: string, count: number, height: number, width: number) =>
      `${name}: ${counted(count, "map")} of ${height} by ${width} places. Arrow keys go from map to map, with Shift ` +
      "from place to place; Enter opens one, Escape closes it.",
    none: (name: string) => `${name}: nothing yet.`,
    name: (unit: number) => `unit ${unit}`,
    unit: (name: string, value: string) => `${name}: ${value}`,
    place: (name: string, row: number, column: number, value: string) =>
      `${name}, row ${row}, column ${column}: ${value}`,
    some: (shown: number, all: number) => `${number(shown)} of ${number(all)}`,
    showAll: (all: number) => `Show all ${number(all)}`,
    showFewer: "Show fewer",
    table: "Numbers",
    tableOf: (name: string) => `${name}, of each unit`,
    head: { unit: "Unit", value: "Value", least: "Least", mean: "Mean", most: "Greatest" },
  },
};

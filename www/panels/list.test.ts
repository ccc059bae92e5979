import { expect, test } from "vitest";
import { first } from ".";
import { later } from "./later";
import { views } from "./list";

test("the panels that there are stand in the list in their order", () => {
  expect([...first, ...later].map(({ name }) => name)).toEqual(views);
});

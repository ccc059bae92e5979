import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { facts } from "../lesson/lesson";
import { readLesson } from "../lesson/read";
import { hideable, rules, unionNames, type Rule } from "./rules";

const docs = (name: string) => readFileSync(new URL(`../../docs/${name}.md`, import.meta.url), "utf8");
/** What stands as code in the first column of a page's tables. */
const named = (page: string) =>
  page
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .flatMap((line) => [...line.split("|")[1]!.matchAll(/`([\w.-]+)`/g)].map(([, name]) => name));

test("the documentation of links names all that one can say", () => {
  const page = docs("links");
  const said = rules.flatMap((rulesOf) => Object.entries<Rule>(rulesOf({ set: "moons" })));
  const names = said
    .map(([name]) => name)
    .filter((name) => !unionNames.some((union) => name.startsWith(`${union}.`)));
  expect(named(page).toSorted()).toEqual([...new Set(["v", ...names])].toSorted());
  for (const name of hideable) expect(page.split("## For a class")[1]).toContain(`\`${name}\``);
});

test("the documentation of lessons has each fact, and a lesson that can be read", () => {
  const page = docs("lessons");
  expect(named(page.split("## Claims")[1]!).toSorted()).toEqual([...facts].toSorted());
  const [, json] = /```json\n([^]*?)```/.exec(page)!;
  const { steps } = readLesson(json!);
  expect(steps).toHaveLength(2);
  // All that a step can have is in the table.
  expect(named(page.split("## Writing one")[1]!.split("## Claims")[0]!)).toEqual(
    expect.arrayContaining(Object.keys(steps[1]!)),
  );
});

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { workspaces } from "./workspaces";
import { views } from "../panels/list";

test("the element's documentation names every view and every workspace", () => {
  const docs = readFileSync(new URL("../../docs/element.md", import.meta.url), "utf8");
  const row = (name: string) => docs.split("\n").find((line) => line.startsWith(`| \`${name}\``))!;
  const named = (line: string) => [...line.matchAll(/`([\w-]+)`/g)].map(([, name]) => name).slice(1);
  expect(named(row("view"))).toEqual(["all", ...views]);
  expect(named(row("workspace"))).toEqual(workspaces.map(({ name }) => name));
});

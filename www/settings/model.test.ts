// @vitest-environment jsdom
import { expect, test } from "vitest";
import { defaults } from "../engine/limits";
import type { ModelOptions } from "../engine/protocol";
import { createModelSettings } from "./model";

/** What is said beside the norm of a model with these settings. */
function saidOf(change: Partial<ModelOptions>): string {
  const { editor, groups, reveal } = createModelSettings(new AbortController().signal, () => 8);
  editor.enter(editor.complete({ ...defaults.model, ...change }));
  reveal();
  const norm = groups
    .flatMap<{ element: HTMLElement }>(({ editors }) => editors)
    .find(({ element }) => element.textContent.includes("Group norm"))!;
  return norm.element.querySelector("[role=status]")!.textContent;
}

test("that a group norm leaves nothing of narrow layers is said, of those alone", () => {
  expect(saidOf({ norm: "group", encoder: [64, 8], decoder: [8, 4, 64] })).toContain("Here: 8, 4 units.");
  expect(saidOf({ norm: "group", encoder: [64, 9], decoder: [9] })).toBe("");
  expect(saidOf({ norm: "batch", encoder: [8], decoder: [8] })).toBe("");
});

// @vitest-environment jsdom
import { expect, test } from "vitest";
import { createFieldEditors, type Range } from "./field-editors";

const { number, list, choice } = createFieldEditors(new AbortController().signal);
const words = { label: "Width", help: "How wide." };

/** What a field says of a text that is typed. */
function typed(part: ReturnType<typeof number>, text: string) {
  part.input.value = text;
  const reading = part.read();
  return "value" in reading ? reading.value : reading.wrong.error;
}

test("a number is read, or what it must be is said at its field", () => {
  const part = number({ ...words, initial: 2, range: [1, 4096], whole: true });
  expect(part.read()).toEqual({ value: 2 });
  expect(typed(part, " 64 ")).toBe(64);
  for (const text of ["", "0", "1.5", "4097", "-1", "1e2", "much"])
    expect(typed(part, text)).toBe("Width must be a whole number from 1 to 4,096.");
  expect(part.input.getAttribute("aria-invalid")).toBe("true");
  expect(typed(part, "8")).toBe(8);
  expect(part.element.querySelector(".field-error")!.textContent).toBe("");
});

test("a least that is too little, and a range that another setting narrows", () => {
  const above = number({ ...words, initial: 1e-3, range: [0, 1], above: true });
  expect(typed(above, "0")).toBe("Width must be a number above 0, at most 1.");
  expect(typed(above, "1")).toBe(1);
  let range: Range = [1, 10];
  const narrowed = number({ ...words, initial: 5, range: () => range });
  expect(typed(narrowed, "7.5")).toBe(7.5);
  range = [1, 3, "at this depth"];
  expect(typed(narrowed, "7.5")).toBe("Width must be a number from 1 to 3 at this depth.");
});

test("a list may be empty only where it may, and every number of it has its range", () => {
  const about = { ...words, initial: [8], example: "8, 16", largest: 512 };
  const optional = list({ ...about, range: [0, 2] });
  const needed = list({ ...about, range: [1, 2] });
  const type = (part: typeof optional, text: string) => {
    part.element.querySelector("input")!.value = text;
    const reading = part.read();
    return "value" in reading ? reading.value : reading.wrong.error;
  };
  expect(type(optional, "")).toEqual([]);
  expect(type(optional, "4,8")).toEqual([4, 8]);
  expect(type(optional, "4, 8, 16")).toBe(
    "Width must be at most 2 whole numbers from 1 to 512, like “8, 16”.",
  );
  for (const text of ["", "0", "513", "4,,8", "four"])
    expect(type(needed, text)).toBe("Width must be 1 to 2 whole numbers from 1 to 512, like “8, 16”.");
});

test("what is typed stays when another value comes into force, unless it is to go", () => {
  const part = number({ ...words, initial: 1, range: [0, 9] });
  part.show(2);
  expect(part.input.value).toBe("2");
  part.input.value = "7";
  part.show(3);
  expect(part.input.value).toBe("7");
  part.show(4, true);
  expect(part.input.value).toBe("4");
});

test("what is entered counts as typed", () => {
  const part = number({ ...words, initial: 1, range: [0, 9] });
  part.enter(5);
  part.show(3);
  expect(part.read()).toEqual({ value: 5 });
});

test("every control has the name that is seen, and its explanation unfolds", () => {
  const part = choice(words, { a: "First", b: "Second" });
  document.body.append(part.element);
  expect(part.select.labels![0]!.textContent).toBe("Width");
  const about = part.element.querySelector<HTMLButtonElement>(".question")!;
  expect(about.getAttribute("aria-label")).toBe("About width");
  // A visible text would have to be a part of the name.
  expect(about.textContent).toBe("");
  const help = document.getElementById(about.getAttribute("aria-controls")!)!;
  expect(help.hidden).toBe(true);
  about.click();
  expect(help.hidden).toBe(false);
  expect(about.getAttribute("aria-expanded")).toBe("true");
});

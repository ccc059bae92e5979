// @vitest-environment jsdom
import { expect, test } from "vitest";
import { createFieldEditors } from "./field-editors";
import { union } from "./union";

type Shape =
  { kind: "point" } | { kind: "circle"; radius: number } | { kind: "ring"; radius: number; width: number };

function shapes() {
  const { signal } = new AbortController();
  const { number } = createFieldEditors(signal);
  const field = (label: string, initial: number) => number({ label, help: "", initial, range: [0, 9] });
  const radius = field("Radius", 1);
  const width = field("Width", 2);
  const about = {
    label: "Shape",
    help: "",
    kinds: {
      point: { name: "Point", about: "Nothing to set." },
      circle: { name: "Circle", about: "Round." },
      ring: { name: "Ring", about: "Hollow." },
    },
  };
  const shape = union<Shape>(about, { point: {}, circle: { radius }, ring: { radius, width } }, signal);
  const select = shape.element.querySelector("select")!;
  const choose = (kind: Shape["kind"]) => {
    select.value = kind;
    select.dispatchEvent(new Event("change"));
  };
  return { shape, radius, width, choose };
}

test("the first kind is chosen to begin with, and only a kind's own parameters are shown and read", () => {
  const { shape, radius, width, choose } = shapes();
  expect(shape.read()).toEqual({ value: { kind: "point" } });
  expect([radius, width].map(({ element }) => element.hidden)).toEqual([true, true]);
  choose("circle");
  expect(shape.chosen).toBe("Circle");
  expect(shape.element.textContent).toContain("Round.");
  expect([radius, width].map(({ element }) => element.hidden)).toEqual([false, true]);
  width.input.value = "wrong where it does not apply";
  expect(shape.read()).toEqual({ value: { kind: "circle", radius: 1 } });
});

test("a parameter that kinds share keeps its value from one to the other", () => {
  const { shape, radius, choose } = shapes();
  choose("circle");
  radius.input.value = "7";
  choose("ring");
  expect(shape.read()).toEqual({ value: { kind: "ring", radius: 7, width: 2 } });
});

test("the first parameter that is wrong is given", () => {
  const { shape, radius, width, choose } = shapes();
  choose("ring");
  radius.input.value = width.input.value = "10";
  const reading = shape.read();
  expect("wrong" in reading && reading.wrong.control).toBe(radius.input);
  expect(width.element.textContent).toContain("Width must be a number from 0 to 9.");
});

test("a value is completed in the form's order, whatever order and gaps it comes with", () => {
  const { shape } = shapes();
  expect(JSON.stringify(shape.complete({ width: 3, kind: "ring" } as Shape))).toBe(
    '{"kind":"ring","radius":1,"width":3}',
  );
  expect(shape.complete(undefined)).toEqual({ kind: "point" });
});

test("what is in force is shown, what was chosen and not yet applied stays, what is entered is chosen", () => {
  const { shape, choose } = shapes();
  shape.show({ kind: "circle", radius: 4 });
  expect(shape.read()).toEqual({ value: { kind: "circle", radius: 4 } });
  choose("point");
  shape.show({ kind: "circle", radius: 5 });
  expect(shape.kind).toBe("point");
  shape.show({ kind: "circle", radius: 5 }, true);
  expect(shape.kind).toBe("circle");
  shape.enter({ kind: "ring", radius: 6, width: 1 });
  shape.show({ kind: "circle", radius: 5 });
  expect(shape.read()).toEqual({ value: { kind: "ring", radius: 6, width: 1 } });
});

import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { shipped } from "./lesson";
import { readLesson } from "./read";

const folder = new URL("../public/lessons/", import.meta.url);
const fileOf = (name: string) => readFileSync(new URL(`${name}.json`, folder), "utf8");

test("the lessons that are listed are those that are there", () => {
  const there = readdirSync(folder).map((name) => name.replace(".json", ""));
  expect(there.toSorted()).toEqual([...shipped].toSorted());
});

test.each(shipped)("%s can be read, makes claims, and is written in both languages", (name) => {
  const lesson = readLesson(fileOf(name));
  expect(lesson.steps.length).toBeGreaterThan(2);
  expect(lesson.steps.filter(({ ask }) => ask).length).toBeGreaterThan(0);
  // What is trained is for something that is said of it.
  const trained = lesson.steps.filter(({ train }) => train !== undefined);
  for (const { expect: claims } of trained) expect(claims.length).toBeGreaterThan(0);
  const words = [
    lesson.title,
    lesson.about,
    ...lesson.steps.flatMap(({ text, ask }) => [
      text,
      ...(ask ? [ask.text, ask.reveal, ...ask.choices] : []),
    ]),
  ];
  for (const said of words) {
    expect(Object.keys(said).toSorted()).toEqual(["en", "zh"]);
    expect(said["zh"]).toMatch(/\p{Script=Han}/u);
    expect(said.en).not.toMatch(/\p{Script=Han}/u);
    // As many paragraphs in each.
    expect(said["zh"]!.split("\n\n")).toHaveLength(said.en.split("\n\n").length);
  }
});

const first = { text: "Begin.", set: { set: "moons", n: 500 } };
const ask = { text: "Which?", choices: ["This", "That"], answer: 1, reveal: "That." };
const lesson = (...steps: unknown[]) =>
  JSON.stringify({ title: "T", about: { en: "A", zh: "甲" }, steps: [first, ...steps] });

test("a lesson may be in one language, with lists, flags and a question", () => {
  const { title, steps } = readLesson(
    lesson(
      { text: "Go on.", set: { beta: 2 }, goOn: true, train: 3, view: "latent", ask },
      { text: "Anew.", set: { encoder: [16, 8], channels: [], stratified: false }, workspace: "classify" },
      { text: "Others.", set: { set: "circles", objective: "capacity", "objective.nats": 3 } },
      { text: "And again.", set: { objective: "freeBits", beta: 1 } },
    ),
  );
  expect(title).toEqual({ en: "T" });
  // Each step has what all before it have asked for.
  const moons = { set: "moons", n: 500, beta: 2 };
  expect(steps[1]).toMatchObject({ set: moons, goOn: true, train: 3, view: "latent" });
  expect(steps[1]!.ask!.answer).toBe(1);
  const network = { encoder: [16, 8], channels: [] };
  expect(steps[2]).toMatchObject({ goOn: false, set: { ...moons, ...network, stratified: false } });
  // Another set has options of its own, another kind parameters of its own.
  const circles = { ...network, set: "circles", beta: 2 };
  expect(steps[3]!.set).toEqual({ ...circles, objective: "capacity", "objective.nats": 3 });
  expect(steps[4]!.set).toEqual({ ...circles, objective: "freeBits", beta: 1 });
});

test.each([
  ["{", "no JSON"],
  ["[]", "must be an object"],
  [JSON.stringify({ title: "T", about: "A", steps: [] }), "steps: it must be a list of 1 to 50"],
  [JSON.stringify({ title: "T", about: "A", steps: [{ text: "No set." }] }), "steps[0]: the first step"],
  [JSON.stringify({ title: { zh: "甲" }, about: "A", steps: [first] }), "title: it must be a text"],
  [lesson({ text: " " }), "steps[1].text"],
  [lesson({ text: "T", shout: true }), "steps[1]: “shout” is not known"],
  [lesson({ text: "T", set: { latent: 0 } }), "steps[1].set: “latent” can’t be “0”"],
  [lesson({ text: "T", set: { set: "nebulae" } }), "“nebulae”"],
  [lesson({ text: "T", set: { set: "own" } }), "steps[1].set.set"],
  [lesson({ text: "T", set: { hide: "data" } }), "belongs into a link"],
  [lesson({ text: "T", set: { latent: 3 }, goOn: true }), "“latent” needs a model that begins anew"],
  [lesson({ text: "T", goOn: "yes" }), "steps[1].goOn"],
  [lesson({ text: "T", train: 1.5 }), "steps[1].train: it must be a whole number"],
  [lesson({ text: "T", view: "cellar" }), "steps[1].view"],
  [lesson({ text: "T", view: "scene", workspace: "train" }), "steps[1].workspace: it must be one of detect"],
  [lesson({ text: "T", ask: { ...ask, answer: 2 } }), "steps[1].ask.answer"],
  [lesson({ text: "T", ask: { ...ask, choices: ["One"] } }), "steps[1].ask.choices"],
  [lesson({ text: "T", expect: [{ fact: "beauty", above: 1 }] }), "steps[1].expect[0].fact"],
  [lesson({ text: "T", expect: [{ fact: "kl" }] }), "“above” or “below”"],
])("what is wrong is said with where it is: %s", (json, told) => {
  expect(() => readLesson(json)).toThrow(told);
});

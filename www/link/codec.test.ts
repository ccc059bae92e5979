import { expect, test } from "vitest";
import { catalogue, type SetId } from "../data/catalogue";
import { propose, type Settings } from "../data/proposals";
import { setNames } from "../data/sets";
import { defaults } from "../engine/limits";
import written from "../engine/limits.json";
import { places } from "../panels/list";
import { seeded } from "../random";
import { check, decode, encode, queryOf, version } from "./codec";
import { rules, type Rule, type Setup, type Value } from "./rules";
import { baseOf, ofSettings, originOf, settingsOf } from "./setup";

/** A value that a rule allows, by chance; now and then its least or its most. */
function valueOf(rule: Rule, random: () => number): Value {
  const pick = <T>(all: readonly T[]) => all[Math.floor(random() * all.length)]!;
  const between = (least: number, most: number, whole: boolean) => {
    const value = pick([least, most, least + random() * (most - least), least + random()]);
    return whole ? Math.min(most, Math.round(value)) : Math.min(most, value);
  };
  switch (rule.kind) {
    case "flag":
      return random() < 0.5;
    case "text":
      return pick(["kl", "../my lessons/1.json?a=b&c=d#e", "günstig, 50 %"]);
    case "choice":
      return pick(rule.choices);
    case "choices":
      return rule.choices.filter((_, i) => i === 0 || random() < 0.5).join(",");
    case "number":
      return between(rule.above ? rule.most / 1e4 : rule.least, rule.most, rule.whole);
    case "numbers":
      return Array.from(
        { length: rule.fewest + Math.floor(random() * (rule.longest - rule.fewest + 1)) },
        () => between(rule.least, rule.most, rule.whole),
      );
  }
}

/** A set-up that a link can have: each name said or not, by chance. */
function setupBy(random: () => number): Setup {
  const setup: Record<string, Value> = {};
  for (const rulesOf of rules)
    for (const [name, rule] of Object.entries(rulesOf(setup)))
      if (!(name in setup) && random() < 0.4) setup[name] = valueOf(rule, random);
  return setup;
}

const workspaces = [...new Set(Object.values(places).flat())];

test("any set-up comes back from its link as it was", () => {
  const random = seeded(5);
  const seen = new Set<string>();
  for (let round = 0; round < 500; round++) {
    const setup = setupBy(random);
    const workspace = workspaces[round % workspaces.length]!;
    const link = encode(workspace, setup);
    expect(decode(link)).toEqual({ workspace, setup, misfits: [] });
    // As an address has it, which escapes what it must.
    expect(decode(new URL(link, "https://example.org/").hash)).toEqual({
      workspace,
      setup,
      misfits: [],
    });
    for (const name of Object.keys(setup)) seen.add(name);
  }
  // Each kind's parameters and all else were among them.
  const parameters = Object.entries(written.kinds).flatMap(([union, kinds]) =>
    Object.values(kinds).flatMap((kind) => Object.keys(kind).map((name) => `${union.split(".")[1]}.${name}`)),
  );
  for (const name of [...parameters, "set", "n", "latent", "clipNorm", "unit", "plane", "map", "lesson"])
    expect(seen).toContain(name);
});

const proposed = (id: SetId, side: number, channels: number) =>
  baseOf({ proposal: propose(id, [1000, side, side, channels], 800) }, false);
const bases: [string, Settings][] = [
  ["digits", proposed("digits", 8, 1)],
  ["mnist", proposed("mnist", 28, 1)],
  ["faces", proposed("faces", 32, 3)],
  ["a person's own", baseOf({ proposal: propose("own", [1000, 64, 64, 3], 800) }, true)],
];

test.each(bases)("settings on %s are those of the link that they are written into", (_, base) => {
  const random = seeded(11);
  for (let round = 0; round < 200; round++) {
    const settings = settingsOf(setupBy(random), base);
    const link = encode("train", ofSettings(settings, base));
    const { setup, misfits } = decode(link);
    expect(misfits).toEqual([]);
    expect(settingsOf(setup, base)).toEqual(settings);
  }
  // What is as it begins is not said.
  expect(ofSettings(base, base)).toEqual({});
});

test("a link is short and can be read", () => {
  const base = bases[0]![1];
  const { model, training } = defaults;
  const settings = { ...base, model: { ...model, latent: 3 }, training: { ...training, beta: 0.5 }, seed: 7 };
  const setup = { set: "moons", n: 500, ...ofSettings(settings, base) };
  expect(encode("latent", setup)).toBe("#/latent?v=1&set=moons&n=500&latent=3&beta=0.5&seed=7");
  const wide = { ...base, model: { ...model, encoder: [32, 16], decoder: [16, 32] } };
  expect(encode("train", ofSettings(wide, base))).toBe("#/train?v=1&encoder=32,16");
});

test("addresses of before lead where they led", () => {
  for (const workspace of workspaces)
    for (const hash of [`#${workspace}`, `#/${workspace}`]) {
      expect(decode(hash)).toEqual({ workspace, setup: {}, misfits: [] });
      expect(queryOf(hash)).toBe("");
    }
  expect(decode("#nowhere").misfits).toEqual([]);
  expect(decode("#lesson=kl")).toEqual({ setup: { lesson: "kl" }, misfits: [] });
});

test("what does not fit is named with what it may be, and all else is opened", () => {
  const { setup, misfits } = decode(
    "#/latent?v=1&set=moons&n=5&beta=1e9&latent=2.5&objective=elbow&colour=red&encoder=8,0&objective.nats=2&gridSpacing=odd&seed=7",
  );
  expect(setup).toEqual({ set: "moons", seed: 7 });
  for (const [key, told] of [
    ["n", "50,000"],
    ["beta", "1,000"],
    ["latent", "whole number from 1 to 128"],
    ["objective", "elbo, freeBits"],
    ["colour", "not known"],
    ["encoder", "4,096"],
    ["objective.nats", "not known"],
    ["gridSpacing", "even, shares"],
  ] as const)
    expect(misfits).toContainEqual(expect.stringMatching(new RegExp(`“${key}”.*${told}`)));
  expect(misfits).toHaveLength(8);
});

test("a set that is gone, another workspace and another version are said", () => {
  const gone = decode("#/train?set=nebulae&n=500&beta=2");
  expect(gone.setup).toEqual({ beta: 2 });
  expect(gone.misfits.join(" ")).toContain("“nebulae”");
  const newer = decode(`#/attic?v=${version + 1}&beta=2`);
  expect(newer.setup).toEqual({ beta: 2 });
  expect(newer.workspace).toBeUndefined();
  expect(newer.misfits).toHaveLength(2);
  expect(decode("#/train?v=x&beta=2").misfits).toHaveLength(1);
});

test("numbers are read as numbers alone", () => {
  for (const wrong of ["", " 1", "0x10", "1,5", "Infinity", "NaN", "1e999", "one"])
    expect(check([["beta", wrong]]).setup).toEqual({});
  expect(check([["beta", ".5"]]).setup).toEqual({ beta: 0.5 });
  expect(check([["learningRate", "1e-3"]]).setup).toEqual({ learningRate: 0.001 });
  // The least itself is too little.
  expect(check([["learningRate", "0"]]).misfits).toHaveLength(1);
});

test("images come from the set that is said, in the preparation that is said", () => {
  expect(originOf({ beta: 2 })).toBeNull();
  expect(originOf({ set: "own" })).toBeNull();
  expect(originOf({ set: "moons", n: 500, size: "8", seed: 7 })).toMatchObject({
    id: "moons",
    preparation: { count: 500, size: 8, testFraction: 0.2, seed: 7 },
  });
  expect(originOf({ set: "moons", seed: 7, dataSeed: 1 })!.preparation.seed).toBe(1);
  for (const id of setNames) {
    const { setup, misfits } = check([["set", id]]);
    expect(misfits).toEqual([]);
    expect(originOf(setup)!.preparation.count).toBe(catalogue[id].count);
  }
});

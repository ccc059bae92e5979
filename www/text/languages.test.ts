import { expect, test } from "vitest";
import { assets as enAssets } from "./en/assets";
import { bootstrap as enBootstrap } from "./en/bootstrap";
import { guide as enGuide } from "./en/guide";
import { later as enLater } from "./en/later";
import { worker as enWorker } from "./en/worker";
import { en } from "./en";
import { zh } from "./zh";
import { assets as zhAssets } from "./zh/assets";
import { bootstrap as zhBootstrap } from "./zh/bootstrap";
import { guide as zhGuide } from "./zh/guide";
import { later as zhLater } from "./zh/later";
import { worker as zhWorker } from "./zh/worker";

const english = { ...en, ...enLater, ...enGuide, enWorker, enAssets, enBootstrap };
const chinese = {
  ...zh,
  ...zhLater,
  ...zhGuide,
  enWorker: zhWorker,
  enAssets: zhAssets,
  enBootstrap: zhBootstrap,
};

const ofLists = ["length", "map", "join", "filter"];
const ofTexts = ["replace", "toLowerCase", "trim", "trimStart"];

/** What any sentence can be made with: a number, a list of such and a text at once, with more of them as its properties. */
function sample(value: number, depth = 3): unknown {
  const list = depth > 0 ? [sample(value, depth - 1), sample(value + 1, depth - 1)] : [value, value + 1];
  return new Proxy(list, {
    get(target, key) {
      if (key === Symbol.toPrimitive) return (hint: string) => (hint === "string" ? String(value) : value);
      if (typeof key === "symbol" || ofLists.includes(key) || /^\d+$/.test(key))
        return Reflect.get(target, key) as unknown;
      if (ofTexts.includes(key)) return String.prototype[key as "trim"].bind(String(value));
      const letters = Array.from(key, (letter) => letter.charCodeAt(0));
      return sample(100 + (letters.reduce((sum, code) => sum * 31 + code) % 800));
    },
  });
}

const rising = [113, 227, 331, 443, 557, 661, 773].map((value) => sample(value));
const falling = rising.toReversed();

/** Every sentence by its path; what depends on values twice, with such that take the one and the other turn. */
function sentences(value: unknown, path = ""): Map<string, string> {
  if (typeof value === "string") return new Map([[path, value]]);
  if (typeof value === "function") {
    const say = value as (...values: unknown[]) => string;
    return new Map([
      [`${path}()`, String(say(...rising))],
      [`${path}() again`, String(say(...falling))],
    ]);
  }
  return new Map(
    Object.entries(value as object).flatMap(([key, inner]) => [...sentences(inner, `${path}.${key}`)]),
  );
}

const [said, translated] = [sentences(english), sentences(chinese)];
const numbersOf = (sentence: string) => [...new Set(sentence.match(/\d[\d,.]*\d|\d/g))].toSorted().join(" ");

test("both languages say the same things, none of them nothing", () => {
  expect([...translated.keys()]).toEqual([...said.keys()]);
  expect(said.size).toBeGreaterThan(1500);
  const never = [...translated].filter(([path, sentence]) => sentence === "" && said.get(path) !== "");
  expect(never).toEqual([]);
});

/** Words put together without a space between them, and choices that English calls as the code does. */
const told =
  /^\.(data\.toys|run\.recovery\.goOn|settings\.kit\.mustBe|generate\.mixture\.fitted|statistics\.)/;

test("both have the same numbers in them", () => {
  const other = [...translated]
    .filter(([path]) => !told.test(path))
    .map(([path, sentence]) => [path, numbersOf(said.get(path)!), numbersOf(sentence)])
    .filter(([, english, chinese]) => english !== chinese);
  expect(other).toEqual([]);
});

/** What stays as it is: names, units, abbreviations, keys, symbols of formulas, and what a code stands for that is none. */
const kept = new Set(
  (
    "AVIF Esc Tab torch worker Adam AdamW Alpha Apache BIC BY Backspace Beta CC CPU CSV Ctrl Delete DiceBear ELBO Enter Epsilon Escape FID " +
    "Fashion Flex Float Array Fluent Fréchet Free bits GELU GIF GPU Gamma GiB Google Home IDX IWAE Inception InfoVAE JPEG " +
    "JSON JavaScript KL KiB Lambda Leaky ReLU LeakyReLU MB MIG MIT MLP MMD MNIST MP MiB Microsoft NN NPY NPZ Noto PC PNG " +
    "Playground PyTorch Python RMSprop SGD SIMD SVG Shift SiLU TCVAE Twemoji VAE WebGPU WebM WebP alpha all animal beta " +
    "dSprites data epsilon gamma https lambda leaky log logit logits mnist ms nats of safetensors sigmoid tanh undefined " +
    "view zip " +
    // Members of a lesson's file.
    "above below en false goOn set true"
  ).split(" "),
);

test("no English is left in the Chinese", () => {
  const left = [...translated]
    // Credits are names.
    .filter(([path]) => !path.endsWith(".credit"))
    .flatMap(([path, sentence]) =>
      (sentence.match(/[a-zé]{2,}/gi) ?? []).map((word) => [path, word] as const),
    )
    .filter(([, word]) => !kept.has(word));
  expect(left).toEqual([]);
});

test("nobody shouts", () => {
  const loud = [...said.values(), ...translated.values()].filter((sentence) => /[!！]/.test(sentence));
  expect(loud).toEqual([]);
});

test("Chinese has Chinese punctuation, and a space beside Latin words and numbers", () => {
  const half = [...translated.values()].filter((sentence) =>
    /\p{Script=Han}[,;:?()]|[,;:?()]\p{Script=Han}/u.test(sentence),
  );
  const tight = [...translated].filter(
    ([path, sentence]) => !path.includes("()") && /\p{Script=Han}\w|\w\p{Script=Han}/u.test(sentence),
  );
  expect({ half, tight }).toEqual({ half: [], tight: [] });
});

import { expect, test } from "./faults";

// Calls are made of text, which the page's policy forbids.
test.use({ bypassCSP: true });

/**
 * Every method with what it can't take, in the page: one line an argument, `v` what is put there. Images and vectors are
 * those of the digits, 8 x 8, and of 2 latent dimensions.
 */
const numbers: Record<string, string[]> = {
  sample: ["vae.sample(v)"],
  trainSteps: ["vae.trainSteps(v)"],
  train: ["vae.train({ epochs: v }).next()"],
  manifold: [
    "vae.manifold({ size: v, extent: 3, dimensions: [0, 1] })",
    "vae.manifold({ size: 4, extent: v, dimensions: [0, 1] })",
    "vae.manifold({ size: 4, extent: 3, dimensions: [v, 1] })",
  ],
  interpolate: [
    "vae.interpolate(v, 1, { steps: 3 })",
    "vae.interpolate(0, v, { steps: 3 })",
    "vae.interpolate(0, 1, { steps: v })",
    "vae.interpolate(0, 1, { steps: v, kind: 'slerp' })",
  ],
  traverse: [
    "vae.traverse(Float32Array.of(0, 0), { dimensions: [v] })",
    "vae.traverse(Float32Array.of(0, 0), { steps: v })",
  ],
  statistics: ["vae.statistics('test', v)"],
  tiles: [
    "vae.tiles({ pixels: new Float32Array(256), shape: [16, 16, 1] }, { stride: v })",
    "vae.tiles({ pixels: new Float32Array(256), shape: [v, 16, 1] })",
  ],
  detect: [
    "vae.detect({ pixels: new Float32Array(256), shape: [16, v, 1] })",
    "vae.detect({ pixels: new Float32Array(256), shape: [16, 16, 1] }, { stride: v })",
  ],
  weights: ["vae.weights(v)"],
  templates: [
    "vae.templates(new Float32Array(64), { block: v, units: [0] })",
    "vae.templates(new Float32Array(64), { block: 0, units: [v] })",
    "vae.templates(new Float32Array(64), { block: 0, units: [0], place: v })",
  ],
  saliency: ["vae.saliency(new Float32Array(64), { kind: 'mean', dimension: v })"],
  trace: [
    "vae.trace(new Float32Array(64), { edits: [{ block: v, unit: 0, place: null, value: 0 }] })",
    "vae.trace(new Float32Array(64), { edits: [{ block: 0, unit: v, place: null, value: 0 }] })",
  ],
  decodeTrace: ["vae.decodeTrace(Float32Array.of(0, 0), { edits: [{ block: v, unit: 0, value: 0 }] })"],
  recordStep: ["vae.recordStep(v)"],
  recordedParameters: ["vae.recordedParameters(v)"],
  setTraining: [
    "vae.setTraining({ batchSize: v })",
    "vae.setTraining({ learningRate: v === 0.5 ? 2 : v })",
    "vae.setTraining({ beta: v === 0.5 ? -1 : v === 2 ** 31 ? NaN : v })",
  ],
  reset: ["vae.reset({ model: { latent: v } })", "vae.reset({ seed: v === 2 ** 31 ? NaN : v })"],
  setData: [
    "vae.setData({ pixels: new Float32Array(64), shape: [v, 8, 8, 1] })",
    "vae.setData({ pixels: new Float32Array(128), shape: [2, v, 8, 1] })",
    "vae.setData({ pixels: new Float32Array(128), shape: [2, 8, 8, 1], testRows: [v] })",
  ],
  structure: ["vae.structure({ model: { latent: v } })", "vae.structure({}, [8, v, 1])"],
  embed: ["vae.embed(Uint32Array.of(2 ** 32 - 1))", "vae.embed([v])"],
  reconstruct: ["vae.reconstruct(Uint32Array.of(1797))", "vae.reconstruct([v])"],
  images: ["vae.images(Uint32Array.of(1797))", "vae.images([v])"],
  setScenes: ["vae.setScenes(new Float32Array(576), [1, 24, v, 1])"],
  trainScene: ["vae.trainScene(v)"],
  trainClip: ["vae.trainClip(v)"],
  load: ["vae.load(file.slice(), { batchSize: v })"],
};

/** Those that take large arrays, with anything in their place. */
const arrays: Record<string, string[]> = {
  encode: ["vae.encode(v)"],
  decode: ["vae.decode(v)"],
  embed: ["vae.embed(v)"],
  reconstruct: ["vae.reconstruct(v)"],
  images: ["vae.images(v)"],
  setData: ["vae.setData({ pixels: v, shape: [2, 8, 8, 1] })"],
  trace: ["vae.trace(v)", "vae.trace(new Float32Array(64), { noise: v })"],
  decodeTrace: ["vae.decodeTrace(v)"],
  jacobian: ["vae.jacobian(v)"],
  saliency: ["vae.saliency(v, { kind: 'kl' })"],
  templates: ["vae.templates(v, { block: 0, units: [0] })"],
  tiles: ["vae.tiles({ pixels: v, shape: [16, 16, 1] })"],
  detect: ["vae.detect({ pixels: v, shape: [16, 16, 1] })"],
  setScenes: ["vae.setScenes(v, [1, 24, 24, 1])"],
  detectScene: ["vae.detectScene(v)"],
  loadScene: ["vae.loadScene(v)"],
  setClip: ["vae.setClip(v, [2, 8, 8, 1])"],
  clipBackground: ["vae.clipBackground(v)"],
  load: ["vae.load(v)"],
  traverse: ["vae.traverse(v)"],
  evaluate: ["vae.evaluate(v)"],
  statistics: ["vae.statistics(v)"],
  unitStatistics: ["vae.unitStatistics(v)"],
  setTraining: ["vae.setTraining({ optimizer: v })", "vae.setTraining({ batchSize: v })"],
  reset: ["vae.reset({ model: { encoder: v } })"],
  saveScene: ["vae.saveScene()"],
};

/** Without an argument that could be wrong. */
const none = [
  "batchRows",
  "endRecord",
  "measureStep",
  "endScene",
  "endClip",
  "save",
  "kept",
  "goBack",
  "wait",
  "end",
  "destroy",
];

const values = [
  "NaN", "Infinity", "-Infinity", "-1", "0.5", "2 ** 31", "2 ** 32", "1e300", '"a"', "null", "{}", "[]", "true",
]; // prettier-ignore
const wrong = [
  "null", "1", '"a"', "{}", "true", "[0, 0]", "new Float64Array(64)", "new Uint8ClampedArray(64)",
  "new Float32Array(63)", "new Float32Array(64).fill(NaN)", "new DataView(new ArrayBuffer(256))", "new Uint8Array(8)",
]; // prettier-ignore

/** Calls for which such a value is a good one: epochs without end, what may be left out, rows as any list of numbers. */
const isGood = (call: string, v: string) =>
  (call.includes("epochs: v") && !/NaN|-|"a"|null|\{\}|\[\]|true/.test(v)) ||
  (call.includes("extent: v") && v === "0.5") ||
  (/stride: v|seed: v|\(\), \{ batchSize: v|noise: v|vae\.embed\(v/.test(call) && v === "null") ||
  (/vae\.(embed|reconstruct|images)\(v/.test(call) && /0, 0|new /.test(v) && !v.includes("NaN")) ||
  (call.startsWith("vae.structure({}") && v === "2 ** 31") ||
  (call === "vae.setTraining({ batchSize: v })" && v === "1");

test("every method refuses what it can't take in plain words, and the model goes on as if nothing had been asked", async ({
  playground,
}) => {
  test.setTimeout(240_000);
  await playground.open();
  const calls = [
    ...Object.values(numbers).flatMap((all) => all.flatMap((call) => values.map((v) => [call, v] as const))),
    ...Object.values(arrays).flatMap((all) => all.flatMap((call) => wrong.map((v) => [call, v] as const))),
  ].filter(([call, v]) => !isGood(call, v));
  const told = await playground.page.evaluate(
    async ({ calls }) => {
      const vae = window.vaePlayground.vae!;
      await vae.trainSteps(3);
      const file = await vae.save();
      const before = JSON.stringify(vae.options);
      const answers: { call: string; name: string; message: string }[] = [];
      for (const [call, v] of calls) {
        const tell = (name: string, message: string) =>
          answers.push({ call: `${call} with ${v}`, name, message });
        try {
          const asked = new Function("vae", "file", `const v = ${v}; return ${call};`);
          await asked(vae, file);
          tell("", "");
        } catch (error) {
          const { name, message } = error as Error;
          tell(name, message);
        }
      }
      const methods = Object.getOwnPropertyNames(Object.getPrototypeOf(vae)).filter(
        (name) =>
          typeof Object.getOwnPropertyDescriptor(Object.getPrototypeOf(vae), name)!.value === "function",
      );
      const { loss } = (await vae.trainSteps(1)).train;
      // Other images than these are the work of one that was not refused.
      await vae.load(file).catch(() => {});
      const again = (await vae.trainSteps(1)).train.loss;
      return { answers, methods, same: before === JSON.stringify(vae.options), losses: [loss, again] };
    },
    { calls },
  );
  const inner = ["constructor", "adopt", "follow", "withoutNoise"];
  const covered = [...Object.keys(numbers), ...Object.keys(arrays), ...none, ...inner];
  expect(told.methods.filter((name) => !covered.includes(name))).toEqual([]);
  const bad = told.answers.filter(
    ({ name, message }) =>
      !/^Invalid(Option|Data|Checkpoint)Error$|^NoDataError$|^RangeError$/.test(name) ||
      !/^[A-Za-z0-9].*\.$/s.test(message),
  );
  expect(bad.map(({ call, name, message }) => `${call}: ${name} ${message}`)).toEqual([]);
  expect(told.answers.length).toBeGreaterThan(700);
  expect(told.same).toBe(true);
  expect(told.losses[0]).toBe(told.losses[1]);
});

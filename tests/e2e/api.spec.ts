import { expect, test } from "./playground";

test("an interpolation on the great circle begins and ends in reconstructions, and leaves the chord", async ({
  playground,
}) => {
  await playground.open();
  await playground.trainTo(40);
  const { ends, middle, line, wanted } = await playground.page.evaluate(async () => {
    const vae = window.vaePlayground.vae!;
    const { a: from, b: to } = window.vaePlayground.state;
    const arc = await vae.interpolate(from, to, { steps: 3, kind: "slerp" });
    const straight = await vae.interpolate(from, to, { steps: 3 });
    const rebuilt = await vae.reconstruct(Uint32Array.of(from, to));
    // Halfway both ends have the same weight, the sine of half the angle over that of the angle.
    const { mean } = await vae.embed(Uint32Array.of(from, to));
    const [ax, ay, bx, by] = mean as unknown as [number, number, number, number];
    const angle = Math.abs(Math.atan2(ax * by - ay * bx, ax * bx + ay * by));
    const weight = Math.sin(angle / 2) / Math.sin(angle);
    const wanted = await vae.decode(Float32Array.of(weight * (ax + bx), weight * (ay + by)));
    const furthest = (a: Float32Array, b: Float32Array) =>
      a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);
    const size = rebuilt.length / 2;
    const part = (images: Float32Array, at: number) => images.subarray(at * size, (at + 1) * size);
    return {
      ends: [furthest(part(arc, 0), part(rebuilt, 0)), furthest(part(arc, 2), part(rebuilt, 1))],
      middle: furthest(part(arc, 1), wanted),
      line: furthest(part(arc, 1), part(straight, 1)),
      wanted: wanted.length,
    };
  });
  expect(wanted).toBe(64);
  for (const distance of [...ends, middle]) expect(distance).toBeLessThan(1e-4);
  expect(line).toBeGreaterThan(1e-3);
});

test("bad arguments are refused by name, and the model goes on", async ({ playground }) => {
  await playground.open();
  const told = await playground.page.evaluate(async () => {
    const vae = window.vaePlayground.vae!;
    const rows = ["a"] as unknown as Uint32Array;
    const calls = [
      () => vae.sample(-1),
      () => vae.sample(1e9),
      () => vae.sample(2 ** 31),
      () => vae.manifold({ size: 40_000, extent: 3, dimensions: [0, 1] }),
      () => vae.interpolate(0, 1, { steps: 1e9 }),
      () => vae.trainSteps(-1),
      () => vae.embed(rows),
      () => vae.setTraining({ batchSize: 2 ** 32 }),
      () => vae.reset({ model: { latent: Number.NaN } }),
    ];
    const failures: { name: string; code: unknown; message: string }[] = [];
    for (const call of calls) {
      await call().catch((error: Error & { code?: string }) => {
        failures.push({ name: error.name, code: error.code, message: error.message });
      });
    }
    const { step } = await vae.trainSteps(1);
    return { failures, step, options: vae.options };
  });
  expect(told.failures.map(({ name }) => name)).toEqual(Array(9).fill("InvalidOptionError"));
  expect(told.failures.map(({ code }) => code)).toEqual([
    ...Array(6).fill("outOfRange"),
    "invalidArgument",
    ...Array(2).fill("outOfRange"),
  ]);
  expect(told.failures[0]!.message).toBe(
    "The number of images is -1; it must be a whole number between 1 and 65,536.",
  );
  expect(told.step).toBe(1);
  expect(told.options.training.batchSize).toBe(64);
});

test("codes are modelled and classified, and each dimension walked along", async ({ playground }) => {
  await playground.open();
  await playground.trainTo(20);
  const told = await playground.page.evaluate(async () => {
    const { vae, instrument, state } = window.vaePlayground;
    const { images } = state.dataset!;
    const { mean, logVariance } = await vae!.embed();
    const points = { values: mean, dimensions: 2 };
    const { mixture, logLikelihood } = await instrument.mixture(points, { components: 3, seed: 1 });
    const variances = { values: logVariance.map(Math.exp), dimensions: 2 };
    const { covariances } = await instrument.aggregate(mixture, points, variances);
    const densities = await instrument.logDensity(points, mixture);
    const { values, components } = await instrument.sample(mixture, 5, { seed: 1 });
    const again = await instrument.sample(mixture, 5, { seed: 1 });
    const labels = Int32Array.from(images.labels!);
    const { classes } = await instrument.classify({ ...points, labels, classes: 10 }, points, {
      kind: "neighbours",
      k: 1,
    });
    const { places, images: walked } = await vae!.traverse(Float32Array.of(0.5, 0), { steps: 3 });
    const wanted = await vae!.decode(Float32Array.of(0.5, 3));
    const gone = new AbortController();
    gone.abort(new Error("enough"));
    const refused = await Promise.all(
      [
        vae!.traverse(Float32Array.of(0, 0), { dimensions: [2] }),
        vae!.traverse(Float32Array.of(0, 0), { steps: 0 }),
        instrument.mixture(points, { components: 0 }),
        instrument.mixture(points, {}, { signal: gone.signal }),
      ].map((call) =>
        call.then(
          () => "",
          ({ message }: Error) => message,
        ),
      ),
    );
    return {
      logLikelihood,
      wider: covariances.map((value, i) => value > mixture.covariances[i]!),
      meanDensity: densities.reduce((sum, value) => sum + value, 0) / densities.length,
      samples: [values.length, components.length],
      same: values.every((value, i) => value === again.values[i]),
      // Each point is its own nearest neighbour.
      right: classes.filter((label, i) => label === labels[i]).length / labels.length,
      places,
      count: walked.length / 64,
      off: Math.max(...wanted.map((value, i) => Math.abs(value - walked[5 * 64 + i]!))),
      refused,
    };
  });
  expect(told.meanDensity).toBeCloseTo(told.logLikelihood, 3);
  // Variances grow, covariances stay.
  expect(told.wider).toEqual([1, 2, 3].flatMap(() => [true, false, false, true]));
  expect(told.samples).toEqual([10, 5]);
  expect(told.same).toBe(true);
  expect(told.right).toBeGreaterThan(0.99);
  expect(told.places).toEqual([-3, 0, 3]);
  expect(told.count).toBe(6);
  expect(told.off).toBeLessThan(1e-5);
  expect(told.refused).toEqual([
    "There is no dimension 2; there are 2, counted from 0.",
    "The number of steps must be a whole number from 1 to 65,536, not 0.",
    expect.stringContaining("components is 0; it must be between 1 and 64"),
    "enough",
  ]);
});

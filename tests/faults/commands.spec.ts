import { expect, test } from "./faults";

test("some hundred commands by chance, all at once and one after another: each ends, and the page is at rest", async ({
  playground,
}) => {
  test.setTimeout(240_000);
  await playground.open();
  const told = await playground.page.evaluate(async () => {
    const { session, state } = window.vaePlayground;
    // Numerical Recipes' linear congruential generator.
    let last = 7;
    const random = () => (last = (last * 1664525 + 1013904223) % 2 ** 32) / 2 ** 32;
    const saved = await window.vaePlayground.vae!.save();
    const file = new File([saved as Uint8Array<ArrayBuffer>], "before.safetensors");
    const { options, dataset } = state;
    const commands: Record<string, () => Promise<unknown>> = {
      step: () => session.step(),
      record: () => session.recordStep(2),
      endRecord: () => session.endRecord(),
      reset: () => session.reset("cpu", { ...options, seed: Math.floor(random() * 100) }),
      data: () => session.use(dataset!),
      open: () => session.restore(file),
      settings: () => session.setTraining({ ...options.training, beta: random() }),
      save: () => session.save(),
      train: async () => session.train(),
      pause: () => session.pause(),
      measure: () => session.measure("test", 5),
      back: async () => state.back && session.goOnFrom(state.back),
    };
    const names = Object.keys(commands);
    const asked: { name: string; done: boolean }[] = [];
    const promises: Promise<unknown>[] = [];
    for (let i = 0; i < 300; i++) {
      const entry = { name: names[Math.floor(random() * names.length)]!, done: false };
      asked.push(entry);
      promises.push(commands[entry.name]!().then(() => void (entry.done = true)));
      if (random() < 0.5) await new Promise((resolve) => setTimeout(resolve, random() * 40));
    }
    const timeout = new Promise((resolve) => setTimeout(resolve, 120_000));
    await Promise.race([Promise.all(promises), timeout]);
    await session.pause();
    session.stopMeasuring();
    return asked.filter(({ done }) => !done).map(({ name }) => name);
  });
  expect(told).toEqual([]);
  await expect(playground.alert).toBeEmpty();
  await playground.settled();
  expect(await playground.page.evaluate(() => window.vaePlayground.state.busy)).toBe(false);
  const { step } = await playground.told();
  await playground.button("Step").click();
  await expect.poll(() => playground.fact("step")).toBe(step + 1);
});

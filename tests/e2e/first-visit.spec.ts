import { expect, test } from "./playground";

test("a first model trains without the engine's second file, and what needs it says so until it is there", async ({
  playground,
}) => {
  const { page } = playground;
  const asked: string[] = [];
  const second = "**/vae_playground_rest-*.wasm";
  await page.route(second, (route) => {
    asked.push(route.request().resourceType());
    return route.abort();
  });
  await playground.open();
  await playground.trainTo(2);
  // Not by a call in the middle of training, which would hold it up.
  await expect.poll(() => [...new Set(asked)]).toEqual(["fetch"]);
  const save = () => page.evaluate(async () => (await window.vaePlayground.vae!.save()).length);
  await expect(save()).rejects.toThrow("could not be downloaded");

  await page.unroute(second);
  expect(await save()).toBeGreaterThan(10_000);
  await playground.trainTo(3);
});

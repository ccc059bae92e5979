import type { Page } from "@playwright/test";
import { expect, test } from "./playground";

type Counted = typeof globalThis & { posted: Record<string, number> };

/** Counts the commands that the page posts to its workers, by their names. */
async function countCommands(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const posted: Record<string, number> = ((globalThis as Counted).posted = {});
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function (message: { command?: string }, ...rest: never[]) {
      if (message.command) posted[message.command] = (posted[message.command] ?? 0) + 1;
      return postMessage.call(this, message, ...rest);
    };
  });
}

/** How often each has been posted since the last time. */
const takeCounts = (page: Page) =>
  page.evaluate(() => {
    const { posted } = globalThis as Counted;
    const taken = { ...posted };
    for (const name of Object.keys(posted)) posted[name] = 0;
    return taken;
  });

/** Hides all that asks the model but some panels, as a host does, and waits until that has been noticed. */
const show = (page: Page, ...names: string[]) =>
  page.evaluate(async (names) => {
    const root = document.querySelector("vae-playground")!.shadowRoot!;
    for (const asker of root.querySelectorAll<HTMLElement>("[data-view], .band"))
      asker.hidden = !names.includes(asker.dataset["view"]!);
    scrollTo(0, 0);
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50)));
  }, names);

const questions = { latent: "embed", manifold: "decode", reconstructions: "reconstruct" } as const;

test("panels that are hidden ask the model nothing, and those that are shown catch up", async ({
  playground,
}) => {
  const { page } = playground;
  await countCommands(page);
  await playground.open();
  const step = async () => {
    await page.getByRole("button", { name: "Step" }).click();
    await playground.settled();
    return takeCounts(page);
  };
  for (const [name, command] of Object.entries(questions)) {
    await show(page, name);
    await playground.settled();
    await takeCounts(page);
    // Once each for the last step, and the losses; nothing for those that are hidden.
    expect(await step()).toMatchObject({ train: 1, evaluate: 1, [command]: 1 });
    const others = Object.values(questions).filter((other) => other !== command);
    const after = await step();
    for (const other of others) expect(after[other] ?? 0).toBe(0);
  }

  await show(page);
  await takeCounts(page);
  await playground.trainTo(10);
  // An epoch’s end brings the test losses along, so that beside what is kept of the run nothing but training is asked for.
  const { train, save: _kept, ...rest } = await takeCounts(page);
  expect(train).toBeGreaterThan(1);
  expect(Object.values(rest).filter((count) => count > 0)).toEqual([]);

  // Nothing trains, and what comes on screen is asked for once.
  await show(page, "latent", "manifold");
  await playground.settled();
  expect(await takeCounts(page)).toMatchObject({ embed: 1, decode: 1 });
  await show(page);
  await show(page, "latent", "manifold");
  await playground.settled();
  // Shortly after a run rests, it is kept.
  const { save: _rest, ...again } = await takeCounts(page);
  expect(Object.values(again).filter((count) => count > 0)).toEqual([]);
});

test("a panel below the screen asks nothing until it is scrolled to", async ({ playground }) => {
  const { page } = playground;
  await countCommands(page);
  await page.setViewportSize({ width: 390, height: 500 });
  await playground.open();
  await show(page, "latent", "reconstructions", "interpolation");
  await playground.settled();
  expect((await takeCounts(page))["decode"] ?? 0).toBe(0);
  await playground.look("interpolation");
  // The straight line, and the one on the great circle.
  expect((await takeCounts(page))["decode"]).toBe(2);
});

test("the test losses say of which epoch they are, and at a pause table and chart say the same", async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open();
  // So many steps an epoch, and so long ones, that the first one is seen to pass.
  await playground.set("Hidden widths", "512, 512");
  await playground.reset.click();
  await playground.settled();
  await playground.set("Batch size", "1");
  await expect.poll(() => page.evaluate(() => window.vaePlayground.state.options.training.batchSize)).toBe(1);
  const at = page.getByText(/^at epoch/).first();
  await playground.train.click();
  await expect.poll(() => playground.fact("step")).toBeGreaterThan(20);
  await expect(at).toHaveText("at epoch 0");
  await playground.pause.click();
  await playground.settled();
  expect(await page.evaluate(() => window.vaePlayground.state.epoch % 1)).toBeGreaterThan(0);
  await expect(at).toBeHidden();
  const { train, test, history } = await page.evaluate(() => window.vaePlayground.state);
  for (const term of ["reconstruction", "kl"] as const)
    expect(history[term].map((column) => column.at(-1)).slice(1)).toEqual([train![term], test![term]]);
  const legend = page.getByRole("figure", { name: "Loss" }).locator(".legend").first();
  await expect(legend).toHaveText(
    `Reconstructiontrain ${train!.reconstruction.toFixed(2)}test ${test!.reconstruction.toFixed(2)}`,
  );
});

test("above two dimensions the axes become those that say most, and the grid says where the others are", async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open();
  await playground.set("Latent dimensions", "6");
  await playground.reset.click();
  await playground.settled();
  await playground.trainTo(5);
  const axes = () => page.evaluate(() => window.vaePlayground.state.dimensions);
  const most = await page.evaluate(async () => {
    const { klPerDimension } = (await window.vaePlayground.vae!.statistics("train", 1))!;
    return klPerDimension
      .map((kl, dimension) => [kl, dimension] as const)
      .sort(([one], [other]) => other - one)
      .slice(0, 2)
      .map(([, dimension]) => dimension);
  });
  expect(await axes()).toEqual(most);
  await expect(page.getByRole("figure", { name: "Decoded grid" })).toContainText(
    "The other 4 dimensions are held at 0, the mean of the prior.",
  );
  // A person's own choice stays.
  await page
    .getByRole("figure", { name: "Latent space" })
    .getByLabel("Horizontal dimension")
    .selectOption("z6");
  const chosen = await axes();
  await playground.trainTo(7);
  expect(await axes()).toEqual(chosen);
});

test("a run that diverges is said in words, which a later pick leaves as they are", async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open();
  await playground.unfold("Optimiser");
  await playground.field("Optimiser").selectOption("SGD");
  await playground.set("Learning rate", "1");
  await playground.train.click();
  await expect(playground.alert).toContainText("training has diverged. Go back");
  await page.evaluate(() => window.vaePlayground.store.set({ a: 5, shown: Uint32Array.of(1, 2) }));
  await page.waitForTimeout(300);
  await expect(playground.alert).toContainText("training has diverged. Go back");
  await expect(playground.alert).not.toContainText("NaN");
  await playground.set("Learning rate", "0.001");
  await playground.reset.click();
  await expect(playground.alert).toBeEmpty();
  await playground.trainTo(2);
});

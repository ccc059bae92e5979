import type { Page } from "@playwright/test";
import { expect, test } from "./playground";

/** Names of problems and notes as the card says them. */
const findings = (page: Page) => page.locator('[data-view="doctor"] .finding:visible h3').allTextContents();

test("a run that collapses is found, its remedy is tried, and taken back", async ({ playground }) => {
  const { page } = playground;
  await playground.open();
  await playground.set("Beta", "8");
  await playground.trainTo(80);
  await playground.look("doctor");
  const card = page.getByRole("figure", { name: "Doctor" });
  const found = card.getByRole("region", { name: "Posterior collapse" });
  await expect(card.getByRole("status").first()).toHaveText("Found: Posterior collapse.");
  const { train, references } = await page.evaluate(() => ({
    train: window.vaePlayground.state.train!,
    references: window.vaePlayground.state.dataset!.references,
  }));
  await expect(found).toContainText(`KL is ${train.kl.toFixed(2)} nats`);
  await expect(found).toContainText(references.meanPixel.toFixed(2));
  await expect(found).toContainText("for 800 steps after any warm-up");

  const beta = () => page.evaluate(() => window.vaePlayground.vae!.options.training.beta);
  await found.getByRole("button", { name: "Try: Beta 2" }).click();
  await expect.poll(beta).toBe(2);
  await expect(playground.field("Beta")).toHaveValue("2");
  await expect(card).toContainText("Tried: Beta 2.");
  await card.getByRole("button", { name: "Undo: put the setting back" }).click();
  await expect.poll(beta).toBe(8);

  // One that begins anew brings the model back as it was.
  const step = await playground.fact("step");
  await found.getByRole("button", { name: "Try: Let beta rise slowly, start anew" }).click();
  await expect.poll(() => playground.fact("step")).toBe(0);
  expect(await page.evaluate(() => window.vaePlayground.vae!.options.training.betaSchedule.kind)).toBe(
    "linear",
  );
  await card.getByRole("button", { name: "Undo: bring the model back as it was" }).click();
  await expect.poll(() => playground.fact("step")).toBe(step);
  expect(await beta()).toBe(8);
});

test("nothing wrong is found in healthy runs, all the way", async ({ playground }) => {
  test.slow();
  const { page } = playground;
  await playground.open();
  for (const seed of [1, 2]) {
    await playground.set("Seed", String(seed));
    await playground.reset.click();
    await playground.settled();
    await playground.look("doctor");
    // What is said at any time, not only at the end.
    await page.locator('[data-view="doctor"]').evaluate((card) => {
      const said = new Set<string>();
      const status = card.querySelector("[role=status]")!;
      const changes = { subtree: true, childList: true, characterData: true };
      new MutationObserver(() => said.add(status.textContent)).observe(status, changes);
      Object.assign(window, { saidByDoctor: said });
    });
    // Past all steps at which a rule begins.
    await playground.trainTo(90);
    await playground.look("doctor");
    const card = page.getByRole("figure", { name: "Doctor" });
    await expect(card.getByRole("status").first()).toHaveText(/^Nothing wrong is found at step [\d,]+\.$/);
    const said = await page.evaluate(() => [
      ...(window as unknown as { saidByDoctor: Set<string> }).saidByDoctor,
    ]);
    expect(said.length).toBeGreaterThan(0);
    expect(said.filter((sentence) => !sentence.startsWith("Nothing wrong"))).toEqual([]);
    expect(await findings(page)).toEqual(["Grey pixels under a Bernoulli likelihood"]);
  }
});

test("a rate that makes the losses no numbers is found", async ({ playground }) => {
  const { page } = playground;
  await playground.open();
  await playground.set("Learning rate", "1");
  await playground.look("doctor");
  await playground.set("Epochs", "200");
  await playground.train.click();
  const card = page.getByRole("figure", { name: "Doctor" });
  await expect(card.getByRole("status").first()).toHaveText("Found: Learning rate too high.", {
    timeout: 60_000,
  });
});

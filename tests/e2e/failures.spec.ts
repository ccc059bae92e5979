import { expect, test } from "./playground";

test("a bad option is named in plain words, and a good one clears it", async ({ playground }) => {
  await playground.open();
  const { page } = playground;
  for (const [label, bad, message, good] of [
    ["Batch size", "0", "Batch size must be a whole number", "32"],
    ["Learning rate", "-1", "Learning rate must be a number above 0, at most 1", "0.002"],
    ["Hidden widths", "abc", "Hidden widths must be at most 8 whole numbers from 1 to 4,096", "32, 32"],
    ["Seed", "1.5", "Seed must be a whole number", "3"],
    ["Latent dimensions", "0", "Latent dimensions must be a whole number", "3"],
    ["Beta", "much", "Beta must be a number", "2"],
    ["Epochs", "", "Epochs must be a whole number", "30"],
  ] as const) {
    await playground.set(label, bad);
    await expect(page.getByRole("alert").filter({ hasText: message })).toBeVisible();
    await playground.reset.click();
    await expect(playground.field(label)).toBeFocused();
    await playground.set(label, good);
    await expect(page.getByText(message)).toBeHidden();
  }
  await playground.reset.click();
  await playground.trainTo(2);
});

test("a worker that dies is reported, and a restart trains on", async ({ playground }) => {
  await playground.open();
  const { page } = playground;
  await playground.train.click();
  await expect.poll(() => playground.fact("step")).toBeGreaterThan(10);
  await page.workers()[0]!.evaluate(() => {
    setTimeout(() => {
      throw new Error("killed by test");
    });
  });
  await expect(playground.alert).toContainText("killed by test");
  await expect(playground.alert).toContainText("lost");
  await expect(playground.train).toBeDisabled();
  await page.getByRole("button", { name: "Restart" }).click();
  await page.waitForFunction(() => {
    const { phase, step } = window.vaePlayground.state;
    return phase === "training" && step > 0;
  });
  await expect(playground.alert).toBeEmpty();
});

test("digits that cannot be had are reported, and a second try goes on", async ({ page }) => {
  await page.route("**/digits-*.safetensors", (route) => route.fulfill({ status: 404 }), { times: 1 });
  await page.goto("./");
  await expect(
    page.getByRole("alert").filter({ hasText: "The digits could not be downloaded" }),
  ).toBeVisible();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("button", { name: "Train", exact: true })).toBeEnabled();
});

test("an engine that cannot be had is reported, and a second try goes on", async ({ page }) => {
  await page.route("**/*.wasm", (route) => route.fulfill({ status: 404 }), { times: 1 });
  await page.goto("./");
  await expect(
    page.getByRole("alert").filter({ hasText: "The engine could not be downloaded" }),
  ).toBeVisible();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("button", { name: "Train", exact: true })).toBeEnabled();
});

test("digits that come damaged are reported", async ({ page }) => {
  await page.route("**/digits-*.safetensors", (route) => route.fulfill({ body: Buffer.alloc(64, 1) }));
  await page.goto("./");
  await expect(
    page.getByRole("alert").filter({ hasText: "The digits could not be downloaded: what came is damaged" }),
  ).toBeVisible();
});

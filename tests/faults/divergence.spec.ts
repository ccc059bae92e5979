import { expect, test } from "./faults";

test("a run that diverges goes back by one click to its last finite weights, with a lower rate", async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open();
  await playground.trainTo(3);
  const before = await playground.told();
  await playground.unfold("Optimiser");
  await playground.field("Optimiser").selectOption("SGD");
  await playground.set("Learning rate", "1");
  await playground.set("Epochs", "100");
  await playground.train.click();
  await expect(playground.alert).toContainText("training has diverged");
  const back = playground.alert.getByRole("button", { name: "Back to epoch 3, learning rate 0.1" });
  await expect(back).toBeVisible();

  // The file has what was kept, of that step.
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save model" }).click(),
  ]);
  expect(download.suggestedFilename()).toContain(`step-${before.step}`);
  await expect(back).toBeVisible();

  await back.click();
  await playground.settled();
  const after = await playground.told();
  expect([after.step, after.epoch, after.test]).toEqual([before.step, before.epoch, before.test]);
  expect(after.history.kl[0].at(-1)).toBe(before.epoch);
  expect(after.options.training.learningRate).toBe(0.1);
  await expect(playground.field("Learning rate")).toHaveValue("0.1");
  await expect(playground.alert).toBeEmpty();

  await playground.field("Optimiser").selectOption("Adam");
  await playground.set("Learning rate", "0.001");
  await playground.trainTo(4);
});

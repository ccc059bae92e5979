import { expect, test } from "./playground";

test("without WebGPU the page trains on the CPU and says so", async ({ playground }) => {
  await playground.open();
  await expect(playground.page.locator(".device")).toContainText("CPU");
  await expect(playground.page.locator(".device")).toContainText("WebGPU");
  await playground.trainTo(2);
});

test("asking for WebGPU is refused in plain words, and the page goes on", async ({ playground }) => {
  await playground.open();
  await playground.trainTo(2);
  await playground.choose("WebGPU");
  await playground.reset.click();
  await expect(playground.alert).toContainText("WebGPU can't be used");
  await expect(playground.alert).toContainText("stays as it was");
  await expect(playground.alert).toBeInViewport();
  await playground.page.getByRole("button", { name: "Train on the CPU instead" }).click();
  await expect(playground.alert).toBeEmpty();
  expect(await playground.fact("epoch")).toBe(2);
  await playground.trainTo(4);
});

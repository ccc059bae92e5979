import { expect, test } from "@playwright/test";
import { ports } from "./servers";

test("trains in marimo, whose cells run again when it is done", async ({ page }) => {
  await page.goto(`http://127.0.0.1:${ports.marimo}/`);
  const widget = page.locator(".vae-playground");
  const train = widget.getByRole("button", { name: /^Train( \d+ more)?$/ });
  await expect(train).toBeEnabled({ timeout: 60_000 });
  await widget.getByRole("heading", { name: "Settings", exact: true }).click();
  await widget.getByLabel("Epochs", { exact: true }).fill("8");
  await train.click();
  await expect(
    page.getByText("training False, latents (1797, 2), last epoch 8.0, awaiting refused"),
  ).toBeVisible();
});

import { expect, test } from "./playground";

test("the CPU and the GPU give the known answers, in a report that can be copied, and the model stays", async ({
  playground,
}) => {
  await playground.open();
  const { page } = playground;
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await playground.trainTo(2);
  const step = await playground.fact("step");
  const card = page.getByRole("figure", { name: "Self-check" });
  await card.getByRole("button", { name: "Check this device" }).click();
  await expect(card.getByRole("status").first()).toHaveText("All 10 answers are right.", {
    timeout: 120_000,
  });
  await expect(card.getByRole("table")).toHaveCount(2);
  await card.getByRole("button", { name: "Copy the report" }).click();
  await expect(card.getByText("Copied.")).toBeVisible();
  const report = await page.evaluate(() => navigator.clipboard.readText());
  expect(report).toMatch(/^VAE Playground, self-check of 2[\d-]+T/);
  expect(report.match(/: right$/gm)).toHaveLength(10);
  expect(await playground.fact("step")).toBe(step);
  expect(page.workers()).toHaveLength(1);
});

test("a device that adds wrongly is found, and one that is not there is named", async ({ playground }) => {
  const { page } = playground;
  // An engine whose values are a little off, in a browser without WebGPU.
  await page.route("**/worker-*.js", async (route) => {
    const response = await route.fetch();
    const off = `{
      Object.defineProperty(navigator, "gpu", { value: undefined });
      const post = postMessage;
      postMessage = (message, ...rest) => {
        const values = message?.value?.values ?? message?.result?.values;
        if (values instanceof Float32Array) values.forEach((value, i) => (values[i] = value * (1 + 1e-3)));
        return post(message, ...rest);
      };
    }`;
    await route.fulfill({ response, body: `${off};${await response.text()}` });
  });
  await playground.open();
  const card = page.getByRole("figure", { name: "Self-check" });
  await card.getByRole("button", { name: "Check this device" }).click();
  await expect(card.getByRole("status").first()).toContainText("of 5 answers are right.", {
    timeout: 60_000,
  });
  await expect(card.getByRole("row", { name: /^Values.*wrong$/ })).toBeVisible();
  await expect(card.getByText(/^GPU: /)).toBeVisible();
});

import { existsSync, readFileSync, rmSync } from "node:fs";
import { digits, expect, test } from "./notebook-page";
import { workspace } from "./servers";

test("trains, and later cells read, decode, encode and sample", async ({ notebook }) => {
  await notebook.open(
    digits,
    "history = await w.train(20)\nprint(w.training, history.epoch.max(), history.test_reconstruction.iloc[-1] < 27.5)",
    "print(w.latents.shape, w.latents.dtype, w.latents.std() > 0.1)",
    `import numpy as np
images = await w.decode(w.latents[:3])
posterior = await w.encode(digits.images[:5] / 16)
samples = await w.sample(4)
print(images.shape, samples.shape, posterior.log_variance.shape, np.abs(posterior.mean - w.latents[:5]).max() < 1e-5)
print(0 <= images.min() and images.max() <= 1)`,
  );
  await notebook.run(0);
  await expect(notebook.widget()).toBeVisible();
  expect(await notebook.result(1)).toBe("False 20.0 True");
  expect(await notebook.fact("epoch")).toBe(20);
  expect(await notebook.result(2)).toBe("(1797, 2) float32 True");
  expect(await notebook.result(3)).toBe("(3, 8, 8) (4, 8, 8) (5, 2) True\nTrue");
});

test("codes are modelled, classified and walked along from Python", async ({ notebook }) => {
  await notebook.open(
    digits,
    "await w.train(20)\nmixture = await w.mixture(10, restarts=1)\nprint(mixture.means.shape, mixture.covariances.shape, round(mixture.weights.sum(), 4), abs(mixture.test_log_likelihood - mixture.log_likelihood) < 1, (mixture.aggregate_covariances.trace(axis1=1, axis2=2) > mixture.covariances.trace(axis1=1, axis2=2)).all())",
    "found = await w.classify(k=5)\nright = (found.labels == digits.target[found.rows].astype(str)).mean()\nprint(len(found.rows) > 300, right > 0.4)",
    `walk = await w.traverse(w.latents[0], steps=5)
again = await w.decode([[-3, w.latents[0][1]]])
print(walk.images.shape, walk.places.tolist(), abs(walk.images[0, 0] - again[0]).max() < 1e-5)`,
    "await w.mixture(1000)",
  );
  await notebook.run(0);
  expect(await notebook.result(1)).toBe("(10, 2) (10, 2, 2) 1.0 True True");
  expect(await notebook.result(2)).toBe("True True");
  expect(await notebook.result(3)).toBe("(2, 5, 8, 8) [-3.0, -1.5, 0.0, 1.5, 3.0] True");
  await notebook.run(4);
  await expect(notebook.output(4)).toContainText("it must be between 1 and 64");
});

test("a page loaded anew shows the model as Python has it", async ({ notebook }) => {
  await notebook.open(
    digits,
    "history = await w.train(12)\nlatents = w.latents",
    "await w.decode([[0, 0]])\nprint(abs(w.latents - latents).max() < 1e-5, w.history.equals(history), w.history.epoch.max())",
    "await w.train(3)\nprint(w.history.epoch.max(), w.history.epoch.is_unique, len(w.history) > len(history))",
  );
  await notebook.run(0);
  await notebook.run(1);
  await notebook.save();
  await notebook.reload();
  await expect.poll(() => notebook.fact("epoch")).toBe(12);
  expect(await notebook.result(2)).toBe("True True 12.0");
  expect(await notebook.result(3)).toBe("15.0 True True");
});

test("a kernel restarted while training leaves the model in the page, and a plain word", async ({
  notebook,
}) => {
  await notebook.open(digits, "w.config = {'model': {'latent': 2}}\nw.train(5000)\nprint('begun')");
  await notebook.run(0);
  await expect(notebook.widget()).toBeVisible();
  expect(await notebook.result(1)).toBe("begun");
  await expect.poll(() => notebook.fact("step")).toBeGreaterThan(50);
  await notebook.restartKernel();
  await expect(notebook.output(0)).toContainText("The kernel of this widget is gone.");
  const step = await notebook.fact("step");
  await expect.poll(() => notebook.fact("step")).toBeGreaterThan(step);
  await notebook.widget().getByRole("button", { name: "Pause" }).click();
  await expect(notebook.widget().getByRole("button", { name: "Step" })).toBeEnabled();

  await notebook.run(0);
  await expect(notebook.output(0)).not.toContainText("is gone");
  await notebook
    .widget()
    .getByRole("button", { name: /^Train( \d+ more)?$/ })
    .click();
  await expect.poll(() => notebook.fact("step")).toBeGreaterThan(10);
});

test("a cell that waits for a page that is closed ends with a plain error", async ({ notebook }) => {
  const said = `${workspace}/said.txt`;
  rmSync(said, { force: true });
  await notebook.open(
    digits,
    `from pathlib import Path
try:
    await w.train(100_000)
except Exception as error:
    Path("said.txt").write_text(f"{w.history.epoch.max() > 0} {error}")`,
  );
  await notebook.run(0);
  await expect(notebook.widget()).toBeVisible();
  await notebook.begin(1);
  await expect.poll(() => notebook.fact("epoch")).toBeGreaterThan(1);
  // The history comes to Python a moment later.
  await notebook.page.waitForTimeout(2000);
  await notebook.page.close();
  const read = () => (existsSync(said) ? readFileSync(said, "utf8") : "");
  await expect
    .poll(read, { timeout: 60_000 })
    .toContain("True The page that the model lives in has given no sign of life");
});

test("what a person sets and what Python sets is the same", async ({ notebook }) => {
  await notebook.open(
    digits,
    "await w.train(5)\nw.training = True",
    "print(w.training, w.history.epoch.max() > 5)",
    "w.training = False",
    "w.z = [1.0, -0.5]\nw.selection = [3, 5]",
    "print(w.z, w.selection[:3], len(w.selection) > 20)",
    "w.config = {'model': {'latent': 3}}",
    "image = await w.decode([[0, 0, 0]])\nprint(w.config['model']['latent'], w.latents.shape, w.config['training']['beta'])",
  );
  await notebook.run(0);
  await notebook.run(1);
  await expect(notebook.widget().getByRole("button", { name: "Pause" })).toBeVisible();
  await expect.poll(() => notebook.fact("epoch")).toBeGreaterThan(6);
  // The history comes to Python a moment later.
  await expect.poll(() => notebook.result(2)).toBe("True True");
  await notebook.run(3);
  await expect(notebook.widget().getByRole("button", { name: /^Train( \d+ more)?$/ })).toBeVisible();

  await notebook.run(4);
  const { page } = notebook;
  await notebook
    .widget()
    .getByRole("figure", { name: "Decoded grid" })
    .locator("canvas")
    .nth(1)
    .scrollIntoViewIfNeeded();
  const map = notebook.widget().getByRole("figure", { name: "Latent space" }).locator("canvas").nth(1);
  const box = (await map.boundingBox())!;
  const at = (x: number, y: number) => [box.x + x * box.width, box.y + y * box.height] as const;
  await page.mouse.move(...at(0.15, 0.1));
  await page.mouse.down();
  for (const [x, y] of [
    [0.95, 0.1],
    [0.95, 0.85],
    [0.15, 0.85],
  ] as const)
    await page.mouse.move(...at(x, y), { steps: 4 });
  await page.mouse.up();
  expect(await notebook.result(5)).toMatch(/^\[1\.0, -0\.5\] \[\d+ \d+ \d+\] True$/);

  await notebook.run(6);
  expect(await notebook.result(7)).toBe("3 (1797, 3) 1");
  await expect(
    notebook.widget().locator("aside").getByLabel("Latent dimensions", { exact: true }),
  ).toHaveValue("3");
});

test("a page opened later shows the model that the kernel trains, and trains it there", async ({
  notebook,
}) => {
  await notebook.open(
    digits.replace('name="Digits")\nw', 'name="Digits", engine="kernel")'),
    "print(w.train(6).result().epoch.max())",
    "w",
    "print(w.history.epoch.max(), w._kernel.ask(lambda session: session.step).result(), w.training)",
  );
  await notebook.run(0);
  expect(await notebook.result(1)).toBe("6.0");
  await notebook.run(2);
  await expect(notebook.widget(2)).toBeVisible();
  await expect.poll(() => notebook.fact("epoch", 2)).toBe(6);
  const map = notebook.widget(2).getByRole("figure", { name: "Latent space" });
  await expect(map).toBeVisible();
  await notebook
    .widget(2)
    .getByRole("button", { name: /^Train( \d+ more)?$/ })
    .click();
  await expect.poll(() => notebook.fact("epoch", 2)).toBeGreaterThan(8);
  await notebook.widget(2).getByRole("button", { name: "Pause" }).click();
  await expect(notebook.widget(2).getByRole("button", { name: "Step" })).toBeEnabled();
  // The page is told of the kernel's last step after it rests.
  await expect
    .poll(async () => {
      const [, step, training] = (await notebook.result(3)).split(" ");
      return [Number(step) - (await notebook.fact("step", 2)), training];
    })
    .toEqual([0, "False"]);
});

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { digits, expect, test } from "./notebook-page";

const read = (path: string) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), "utf8");

test("the examples of the documentation", async ({ notebook }) => {
  const [jupyter] = read("docs/notebook.md").split("## marimo") as [string];
  const examples = [...jupyter.matchAll(/```python\n([^]*?)```/g)].map(([, code]) => code!.trim());
  expect(examples.length).toBeGreaterThan(7);
  await notebook.open(...examples);
  for (const cell of examples.keys()) {
    await notebook.run(cell);
    await expect(notebook.errors(cell)).toHaveCount(0);
  }
  await expect.poll(() => notebook.fact("epoch")).toBe(25);
});

test("the example notebook from its first cell to its last", async ({ notebook }) => {
  const text = read("notebook/examples/digits.ipynb");
  await notebook.openText(text);
  const { cells } = JSON.parse(text) as { cells: { cell_type: string }[] };
  await notebook.page.getByRole("menuitem", { name: "Run", exact: true }).click();
  await notebook.page.getByText("Run All Cells", { exact: true }).click();
  const code = cells.flatMap(({ cell_type }, cell) => (cell_type === "code" ? [cell] : []));
  for (const cell of code) {
    await notebook.done(cell);
    await expect(notebook.errors(cell)).toHaveCount(0);
  }
  await notebook.save();
  expect(notebook.saved().text.length).toBeLessThan(1_000_000);
});

const wrong: [what: string, code: string, said: RegExp][] = [
  ["rank", "VaePlayground(np.zeros((10, 64)))", /must have the axes \(N, H, W\).*\(10, 64\)/],
  ["NaN", "VaePlayground(np.full((10, 8, 8), np.nan))", /640 values are NaN or infinite/],
  ["nothing", "VaePlayground(np.zeros((0, 8, 8)))", /There are no images/],
  ["labels", "VaePlayground(np.zeros((10, 8, 8)), [1, 2])", /2 labels for 10 images/],
  ["too much", "VaePlayground(np.broadcast_to(np.uint8(0), (10**6, 50, 50)))", /10\.0 GB.*at most 0\.3 GB/],
  ["samples", "await w.sample(50_000_000)", /12\.8 GB/],
  ["another size", "await w.encode(np.zeros((2, 9, 9)))", /9 × 9 × 1; this model takes 8 × 8 × 1/],
  ["latent", "await w.decode([[1, 2, 3]])", /shape \(n, 2\)/],
  ["weights", "w.weights = b'no model'", /not the bytes of a safetensors file/],
];

test("wrong input is said plainly in its cell, and the widget goes on", async ({ notebook }) => {
  await notebook.open(
    `import numpy as np\n${digits}`,
    ...wrong.map(([, code]) => code),
    "await w.train(2)\nprint('well')",
  );
  await notebook.run(0);
  for (const [i, [, , said]] of wrong.entries()) {
    await notebook.run(i + 1);
    await expect(notebook.output(i + 1)).toContainText(said);
    await expect(notebook.output(i + 1)).not.toContainText("Traceback");
  }
  expect(await notebook.result(wrong.length + 1)).toBe("well");
});

test("what the engine refuses is said in the widget and in Python", async ({ notebook }) => {
  await notebook.open(
    digits,
    "w.config = {'training': {'beta': -1}}",
    "print(w.problem, w.config['training']['beta'])",
    "w.weights = (8).to_bytes(8, 'little') + b'{\"a\": 1}'",
    "await w.train(2)\nprint('well')",
  );
  await notebook.run(0);
  await expect(notebook.widget().getByRole("button", { name: /^Train( \d+ more)?$/ })).toBeEnabled();
  await notebook.run(1);
  await expect(notebook.alert).toContainText("Beta is -1");
  expect(await notebook.result(2)).toMatch(/^Beta is -1;.* 1$/);
  await notebook.run(3);
  await expect(notebook.alert).toContainText("checkpoint can't be used");
  expect(await notebook.result(4)).toBe("well");
});

test("a browser without WebGPU says so, in the widget and to Python", async ({ notebook }) => {
  await notebook.open(
    digits.replace('name="Digits"', 'device="webgpu"'),
    "await w.train(2)",
    "await w.train(2)\nprint(w.config['device'])",
  );
  await notebook.run(0);
  await expect(notebook.alert).toContainText("WebGPU can't be used");
  await notebook.run(1);
  await expect(notebook.output(1)).toContainText("PlaygroundError: WebGPU can't be used");
  await notebook.widget().getByRole("button", { name: "Train on the CPU instead" }).click();
  await expect(notebook.widget().getByRole("button", { name: /^Train( \d+ more)?$/ })).toBeEnabled();
  expect(await notebook.result(2)).toBe("cpu");
});

test("the engine reaches a page once, and nothing large is saved with the notebook", async ({ notebook }) => {
  await notebook.open(
    `import numpy as np
from vae_playground import VaePlayground
sent = []
send = VaePlayground._send_asset
VaePlayground._send_asset = lambda self, name: (sent.append(name), send(self, name))
images = np.random.default_rng(0).integers(0, 256, (60_000, 28, 28), dtype=np.uint8)
a = VaePlayground(images)
a`,
    "b = VaePlayground(images[:100])\nb",
    "VaePlayground(images[:100])",
    "print(sorted(sent), len(await b.sample(3)))",
    "print(a.latents.shape, len(await a.sample(12_000)), len(a.weights) > 100_000)",
  );
  for (const cell of [0, 1, 2]) await notebook.run(cell);
  for (const cell of [0, 1, 2])
    await expect(notebook.widget(cell).getByRole("button", { name: /^Train( \d+ more)?$/ })).toBeEnabled({
      timeout: 90_000,
    });
  expect(await notebook.result(3)).toBe("['cpu-relaxed.wasm.gz', 'playground.js.gz'] 3");
  // Over the 10 MiB that a notebook server takes at once.
  await expect.poll(() => notebook.result(4)).toBe("(60000, 2) 12000 True");
  await notebook.save();
  const { text, notebook: saved } = notebook.saved();
  expect(
    Object.keys(saved.metadata.widgets["application/vnd.jupyter.widget-state+json"].state).length,
  ).toBeGreaterThan(2);
  expect(text.length).toBeLessThan(100_000);
});

test("what a widget keeps under a name comes back to a page and a kernel that know nothing of it", async ({
  notebook,
}) => {
  await notebook.open(
    digits.replace('name="Digits"', 'name="Digits", keep="mine"'),
    "await w.train(6)\nprint(w.history.epoch.max())",
    "print(w.history.epoch.max(), len(w.weights) > 1000)",
  );
  await notebook.run(0);
  expect(await notebook.result(1)).toBe("6.0");
  const step = await notebook.fact("step");
  // At rest it is kept within a second or so.
  await notebook.page.waitForTimeout(3000);
  await notebook.restartKernel();
  await notebook.reload();
  await notebook.run(0);
  await notebook.widget().getByRole("button", { name: "Go on where you were" }).click();
  await expect.poll(() => notebook.fact("step")).toBe(step);
  await expect.poll(() => notebook.result(2)).toBe("6.0 True");
});

test("follows the notebook's theme, and moves to where it was shown last", async ({ notebook }) => {
  await notebook.open(digits, "w");
  await notebook.run(0);
  await expect(notebook.widget()).toHaveAttribute("data-theme", "light");
  await notebook.page.getByRole("menuitem", { name: "Settings", exact: true }).click();
  await notebook.page.getByText("Theme", { exact: true }).click();
  await notebook.page.getByText("JupyterLab Dark", { exact: true }).click();
  await expect(notebook.widget()).toHaveAttribute("data-theme", "dark");
  const chart = notebook.widget().locator(".chart").first();
  const drawn = () => chart.locator("canvas").evaluate(({ offsetWidth }: HTMLElement) => offsetWidth);
  await expect.poll(drawn).toBe(await chart.evaluate(({ clientWidth }) => clientWidth));

  await notebook.run(1);
  await expect(notebook.widget(1)).toBeVisible();
  await notebook.output(0).getByRole("button", { name: "Shown in another place" }).click();
  await expect(notebook.widget(0)).toBeVisible();
  await expect(notebook.widget(1)).toHaveCount(0);
});

import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "./playground";

/** What `scripts/check_torch.py` runs in torch, which is too large to be installed for a test. */
const folder = "target/export";
mkdirSync(folder, { recursive: true });

async function save(page: Page, button: string, name: string): Promise<string> {
  const coming = page.waitForEvent("download");
  await page.getByRole("button", { name: button }).click();
  const path = `${folder}/${name}`;
  await (await coming).saveAs(path);
  return readFileSync(path, "utf8");
}

test("a model is saved as a PyTorch program of its layers, with its weights", async ({ playground }) => {
  const { page } = playground;
  await playground.open();
  await playground.trainTo(1);
  await save(page, "Save model", "dense.safetensors");
  const dense = await save(page, "Save as PyTorch", "dense.py");
  expect(dense).toContain("from VAE Playground: Digits, after 23 steps.");
  const layers = (text: string) =>
    [...text.split("def encode(")[0]!.matchAll(/^ {12}(\w.+),$/gm)].map(([, layer]) => layer);
  expect(layers(dense)).toEqual([
    "Rows()",
    "nn.Linear(64, 64)",
    "nn.ReLU()",
    "nn.Linear(64, 128)",
    "nn.ReLU()",
    "nn.Linear(128, 4)",
    "nn.Linear(2, 128)",
    "nn.ReLU()",
    "nn.Linear(128, 64)",
    "nn.ReLU()",
    "nn.Linear(64, 64)",
    "Image(8, 8, 1)",
  ]);
  const [, weights] = dense.split('WEIGHTS = """\n');
  const bytes = Buffer.from(weights!.split('"""')[0]!, "base64");
  const { values, parameters } = await page.evaluate(async () => {
    const vae = window.vaePlayground.vae!;
    const { values } = await vae.weights(0);
    return { values: [...values], parameters: vae.parameters };
  });
  expect(bytes.length).toBe(4 * parameters);
  expect([...new Float32Array(Uint8Array.from(bytes).buffer, 0, values.length)]).toEqual(values);

  await playground.unfold("Network", "Likelihood");
  await playground.field("Network").selectOption("Convolutional");
  await playground.set("Channels", "4, 9");
  for (const [norm, likelihood, activation, name] of [
    ["Group norm", "Gaussian, learned", "GELU", "group"],
    ["Batch norm", "Discretised logistic", "Leaky ReLU", "batch"],
  ] as const) {
    await playground.field("Norm").selectOption(norm);
    await playground.field("Likelihood").selectOption(likelihood);
    await playground.field("Activation").selectOption(activation);
    await playground.reset.click();
    await playground.settled();
    await playground.trainTo(1);
    await save(page, "Save model", `${name}.safetensors`);
    const program = await save(page, "Save as PyTorch", `${name}.py`);
    expect(layers(program)).toContain("nn.Conv2d(4, 9, 3, stride=2, padding=1)");
    expect(layers(program)).toContain(
      "nn.ConvTranspose2d(9, 4, 3, stride=2, padding=1, output_padding=(1, 1))",
    );
    expect(program).toContain("raw_log_scale");
  }
  for (const name of ["dense", "group", "batch"])
    execFileSync("python3", [
      "-c",
      "import ast, sys; ast.parse(open(sys.argv[1]).read())",
      `${folder}/${name}.py`,
    ]);
});

test("pictures have a caption, curves are numbers, and a run is a page that opens without a network", async ({
  playground,
  context,
}) => {
  const { page } = playground;
  await playground.open();
  await playground.trainTo(3);
  await playground.look("loss");
  const saveOf = async (view: string, button: string, name: string) => {
    await page.locator(`[data-view="${view}"] .save > summary`).click();
    return save(page, button, name);
  };
  const csv = await saveOf("loss", "Curves (CSV)", "curves.csv");
  const { reconstruction, kl } = await page.evaluate(() => window.vaePlayground.state.history);
  const told = csv
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((line) => line.split(","));
  expect(told.map(([epoch]) => Number(epoch))).toEqual(reconstruction[0]);
  const known = (values: (number | null)[]) => values.map((value) => String(value ?? ""));
  expect(told.map((cells) => cells[2])).toEqual(known(reconstruction[2]));
  expect(told.map((cells) => cells[3])).toEqual(known(kl[1]));

  for (const view of ["loss", "latent"]) {
    await playground.look(view);
    const svg = await saveOf(view, view === "loss" ? "Chart of KL (SVG)" : "Picture (SVG)", `${view}.svg`);
    expect(svg).toContain("Digits, epoch 3, step 69</text>");
    const drawing = await context.newPage();
    await drawing.goto(`file://${resolve(folder, `${view}.svg`)}`);
    const drawn = await drawing.evaluate(() => {
      const { width, height } = document.documentElement.getBoundingClientRect();
      return document.querySelector("parsererror") ? [] : [width, height];
    });
    await drawing.close();
    expect(drawn).toHaveLength(2);
    expect(Math.min(...drawn)).toBeGreaterThan(100);
  }

  await save(page, "Save report", "report.html");
  await context.setOffline(true);
  const report = await context.newPage();
  const asked: string[] = [];
  report.on("request", (request) => asked.push(request.url()));
  await report.goto(`file://${resolve(folder, "report.html")}`);
  await expect(report.getByRole("heading", { level: 1 })).toHaveText("A variational autoencoder of Digits");
  const losses = await report.getByRole("row", { name: /^Test/ }).textContent();
  const { test: measured } = await page.evaluate(() => window.vaePlayground.state);
  expect(losses).toContain(measured!.reconstruction.toFixed(3));
  await expect(report.getByRole("row", { name: /^training.learningRate/ })).toContainText("0.001");
  const widths = await report
    .getByRole("img")
    .evaluateAll((all) => all.map((image) => (image as HTMLImageElement).naturalWidth));
  expect(widths.length).toBeGreaterThan(3);
  expect(Math.min(...widths)).toBeGreaterThan(50);
  expect(asked.filter((url) => !/^(file|data):/.test(url))).toEqual([]);
  await report.screenshot({ path: `${folder}/report.png`, fullPage: true });
});

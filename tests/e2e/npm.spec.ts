import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { build, createServer } from "vite";
import webpack from "webpack";
import { example, serve, temporaryFolder } from "./hosts";
import { expect, test } from "./playground";
import type { Page } from "@playwright/test";

const docs = "docs/npm.md";
const folder = temporaryFolder();
const project = folder.path;
let packed: { size: number; unpackedSize: number; files: { path: string }[] };

/** An empty project into which the tarball is installed, with the examples of the documentation. */
test.beforeAll(() => {
  const pack = ["pack", join(process.cwd(), "dist/npm"), "--json", "--pack-destination", project];
  const [made] = JSON.parse(execFileSync("npm", pack, { encoding: "utf8" })) as [
    typeof packed & { filename: string },
  ];
  packed = made;
  writeFileSync(join(project, "package.json"), '{ "private": true, "type": "module" }');
  execFileSync("npm", ["install", "--offline", "--no-audit", made.filename], { cwd: project });
  for (const name of ["main.js", "index.html", "element.js", "plain.html"])
    writeFileSync(join(project, name), example(docs, name));
  writeFileSync(
    join(project, "element.html"),
    '<!doctype html><title>Element</title><script type="module" src="./element.js"></script>',
  );
});
test.afterAll(() => folder.remove());
// A browser asks for one where a page names none.
test.beforeEach(({ page }) => page.route("**/favicon.ico", (route) => route.fulfill({ status: 204 })));

/** The example has trained on its images, and drawn one. */
async function expectTrained(page: Page, url: string): Promise<void> {
  const losses: number[] = [];
  await page.exposeFunction("said", (text: string) => losses.push(Number(/: ([\d.]+) nats/.exec(text)?.[1])));
  await page.addInitScript(() => {
    addEventListener("DOMContentLoaded", () => {
      const said = document.querySelector("#said");
      if (said)
        new MutationObserver(() =>
          (globalThis as unknown as { said(text: string): void }).said(said.textContent!),
        ).observe(said, { childList: true });
    });
  });
  await page.goto(url);
  await expect(page.locator("#said")).toHaveText(
    /^epoch 20\.0: [\d.]+ nats an image, 64 pixels drawn on the cpu$/,
    {
      timeout: 60_000,
    },
  );
  expect(losses.at(-1)!).toBeLessThan(losses[0]! - 5);
  // `destroy` is the example's last word.
  await expect.poll(() => page.workers().length).toBe(0);
}

async function withSite(folder: string, use: (url: string) => Promise<void>): Promise<void> {
  const site = await serve(folder);
  try {
    await use(site.url);
  } finally {
    await site.close();
  }
}

test("the tarball holds scripts, types, modules, licences and nothing else", () => {
  const paths = packed.files.map(({ path }) => path);
  for (const path of [
    "README.md",
    "LICENSE-MIT",
    "LICENSE-APACHE",
    "THIRD-PARTY-LICENSES",
    "vae-playground.js",
  ])
    expect(paths).toContain(path);
  for (const module of ["cpu", "cpu-relaxed", "cpu-threads", "webgpu"])
    expect(paths).toContain(`pkg/${module}/vae_playground_bg.wasm`);
  expect(paths).toContain("pkg/images/vae_playground_images_bg.wasm");
  const sources = paths.filter((path) => !/\.(js|d\.ts|wasm|safetensors)$/.test(path));
  expect(sources.sort()).toEqual(
    [
      "LICENSE-APACHE",
      "LICENSE-MIT",
      "README.md",
      "THIRD-PARTY-LICENSES",
      "element.md",
      "package.json",
    ].sort(),
  );
  console.log(
    `npm package: ${packed.size} bytes packed, ${packed.unpackedSize} unpacked, ${paths.length} files`,
  );
});

test("the model trains in a page built by Vite", async ({ playground }) => {
  const root = project;
  const outDir = join(project, "vite");
  await build({
    root,
    logLevel: "error",
    build: { outDir, rollupOptions: { input: join(root, "index.html") } },
  });
  await withSite(outDir, (url) => expectTrained(playground.page, url));
});

test("the model trains in Vite's development server", async ({ playground }) => {
  const server = await createServer({
    root: project,
    logLevel: "error",
    server: { port: 0, host: "127.0.0.1" },
  });
  try {
    await server.listen();
    await expectTrained(playground.page, server.resolvedUrls!.local[0]!);
  } finally {
    await server.close();
  }
});

test("the model trains in a page built by webpack", async ({ playground }) => {
  const path = join(project, "webpack");
  const compiler = webpack({ context: project, mode: "production", entry: "./main.js", output: { path } })!;
  const stats = (await promisify(compiler.run.bind(compiler))())!;
  await promisify(compiler.close.bind(compiler))();
  expect(stats.toJson({ all: false, errors: true }).errors).toEqual([]);
  copyFileSync(join(project, "index.html"), join(path, "index.html"));
  await withSite(path, (url) => expectTrained(playground.page, url));
});

test("the model trains in a page that no one has built", async ({ playground }) => {
  await withSite(project, (url) => expectTrained(playground.page, `${url}plain.html`));
});

test("the element trains in a page built by Vite", async ({ playground }) => {
  const { page } = playground;
  const [root, outDir] = [project, join(project, "vite-element")];
  await build({
    root,
    logLevel: "error",
    build: { outDir, rollupOptions: { input: join(root, "element.html") } },
  });
  await withSite(outDir, async (url) => {
    await page.goto(`${url}element.html`);
    await expect(page).toHaveTitle(/^Epoch [1-9]/);
    await expect(page.getByRole("figure", { name: "Loss" })).toBeVisible();
    await expect(page.getByRole("figure", { name: "Decoded grid" })).toBeHidden();
  });
});

test("the model's script can be imported where there is no page, as a server does", () => {
  const script = 'import("vae-playground").then(({ createVae }) => console.log(typeof createVae))';
  const said = execFileSync(process.execPath, ["-e", script], { cwd: project, encoding: "utf8" });
  expect(said.trim()).toBe("function");
});

test("what is not used is left out", async () => {
  const shake = async (name: string, text: string) => {
    const entry = join(project, `${name}.js`);
    writeFileSync(entry, text);
    const outDir = join(project, name);
    await build({
      root: project,
      logLevel: "error",
      build: { outDir, rollupOptions: { input: entry, preserveEntrySignatures: "strict" } },
    });
    const assets = join(outDir, "assets");
    // Vite writes files that scripts refer to before it knows which scripts are left.
    const scripts = readdirSync(assets).filter((file) => file.endsWith(".js"));
    return scripts.map((file) => ({ file, text: readFileSync(join(assets, file), "latin1") }));
  };
  const model = await shake("model", 'import { createVae } from "vae-playground"; createVae();');
  expect(model.filter(({ text }) => text.includes("attachShadow"))).toEqual([]);
  const options = await shake("options", 'import { defaults } from "vae-playground"; console.log(defaults);');
  expect(options.map(({ file }) => file.replace(/-.*/, ""))).toEqual(["options"]);
});

for (const [module, moduleResolution] of [
  ["ESNext", "bundler"],
  ["NodeNext", "nodenext"],
] as const) {
  test(`the types say what the package does, resolved by ${moduleResolution}`, () => {
    const path = join(project, `types-${moduleResolution}`);
    mkdirSync(path);
    writeFileSync(
      join(path, "main.ts"),
      `import { createVae, EngineError, Instrument, type Mixture, type Progress, type VaeOptions } from "vae-playground";
import { VaePlaygroundElement } from "vae-playground/element";

const options: VaeOptions = { device: "webgpu", training: { objective: { kind: "freeBits", nats: 0.1 } } };
const vae = await createVae(options);
const seen: Progress[] = [];
for await (const progress of vae.train({ epochs: 1 })) seen.push(progress);
const images: Float32Array = await vae.interpolate(0, 1, { steps: 9, kind: "slerp" });
// @ts-expect-error there is no such path
await vae.interpolate(0, 1, { steps: 9, kind: "round" });
const instrument = new Instrument();
const { values } = { values: (await vae.embed()).mean };
const { mixture }: { mixture: Mixture } = await instrument.mixture({ values, dimensions: 2 }, { components: 3 });
// @ts-expect-error there is no such covariance
await instrument.mixture({ values, dimensions: 2 }, { covariance: "round" });
console.log(mixture.weights, (await vae.traverse(values.subarray(0, 2), { spacing: "shares" })).places);
// @ts-expect-error the number of steps is missing
await vae.trainSteps();

const element: VaePlaygroundElement = document.createElement("vae-playground");
element.addEventListener("progress", ({ detail }) => detail.epoch.toFixed() + images.length);
// @ts-expect-error the event tells no such thing
element.addEventListener("trained", ({ detail }) => detail.nonsense);
element.addEventListener("click", (event) => console.log(event, EngineError));
`,
    );
    const options = {
      target: "ES2022",
      module,
      moduleResolution,
      strict: true,
      noEmit: true,
      lib: ["ES2023", "DOM", "DOM.AsyncIterable"],
      types: [],
    };
    writeFileSync(
      join(path, "tsconfig.json"),
      JSON.stringify({ compilerOptions: options, include: ["main.ts"] }),
    );
    const tsc = join(process.cwd(), "node_modules/typescript/bin/tsc");
    try {
      execFileSync(process.execPath, [tsc, "-p", path], { encoding: "utf8" });
    } catch (error) {
      throw new Error((error as { stdout: string }).stdout);
    }
  });
}

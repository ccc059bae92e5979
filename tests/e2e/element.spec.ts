import { places, views } from "../../www/panels/list";
import { createHash } from "node:crypto";
import { appendFileSync, copyFileSync, cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "@playwright/test";
import { example, examples, serve, temporaryFolder } from "./hosts";
import { expect, test } from "./playground";

const folder = temporaryFolder();
const address = (name: string) => pathToFileURL(join(folder.path, name)).href;
const write = (name: string, body: string) =>
  writeFileSync(
    join(folder.path, name),
    `<!doctype html><meta charset="utf-8" /><script src="vae-playground.js"></script>${body}`,
  );

/** The script and the examples of the documentation in a folder with nothing else. */
test.beforeAll(() => {
  copyFileSync("dist/element/vae-playground.js", join(folder.path, "vae-playground.js"));
  for (const [name, text] of examples("docs/element.md")) writeFileSync(join(folder.path, name), text);
});
test.afterAll(() => folder.remove());

/** Requests for anything but the page and the script; workers are started from what the page holds. */
function requestsElsewhere(page: Page): string[] {
  const elsewhere: string[] = [];
  page.on("request", (request) => {
    const url = request.url();
    if (!/\.html$|\/vae-playground\.m?js$|^blob:/.test(url)) elsewhere.push(url);
  });
  return elsewhere;
}

/** The element's model is there and its views show it. */
async function settled(page: Page, selector = "vae-playground"): Promise<void> {
  await page.waitForFunction((selector) => {
    const state =
      document.querySelector<HTMLElementTagNameMap["vae-playground"]>(selector)?.playground?.state;
    return state?.settled && state.test !== null;
  }, selector);
}

test("the first example runs from a folder on disk, with no other request", async ({ playground }) => {
  const { page } = playground;
  const elsewhere = requestsElsewhere(page);
  await page.goto(address("index.html"));
  await settled(page);
  await playground.train.click();
  await page.waitForFunction(() => document.querySelector("vae-playground")!.playground!.state.epoch > 3);
  await playground.pause.click();
  await expect(page.getByRole("figure", { name: "Latent space" })).toBeVisible();
  await expect(page.getByRole("figure", { name: "Loss" })).toBeHidden();
  await expect(page.getByLabel("Data set", { exact: true })).toBeHidden();
  expect(elsewhere).toEqual([]);
});

test("the pinned example names the file that was built, and runs no other", async ({ page }) => {
  const elsewhere = temporaryFolder();
  const file = join(elsewhere.path, "vae-playground.js");
  copyFileSync("dist/element/vae-playground.js", file);
  const cdn = await serve(elsewhere.path, "/", { "Access-Control-Allow-Origin": "*" });
  const pinned = example("dist/npm/element.md", "pinned.html");
  const digest = createHash("sha384").update(readFileSync(file)).digest("base64");
  expect(pinned).toContain(`integrity="sha384-${digest}"`);
  writeFileSync(
    join(folder.path, "from-elsewhere.html"),
    pinned.replace("vae-playground.js", `${cdn.url}vae-playground.js`),
  );
  const site = await serve(folder.path);
  const defined = () => page.evaluate(() => customElements.get("vae-playground") !== undefined);
  try {
    await page.goto(`${site.url}from-elsewhere.html`);
    await settled(page);
    expect(await defined()).toBe(true);
    appendFileSync(file, ";");
    await page.reload();
    expect(await defined()).toBe(false);
  } finally {
    await Promise.all([site.close(), cdn.close()]);
    elsewhere.remove();
  }
});

test("the documentation names the version of the package", () => {
  const { version } = JSON.parse(readFileSync("package.json", "utf8"));
  const [, named] = /vae-playground@([\d.]+)\//.exec(readFileSync("docs/element.md", "utf8"))!;
  expect(named).toBe(version);
});

test("the example with events trains, pauses by itself and tells what was picked", async ({ playground }) => {
  const { page } = playground;
  await page.goto(address("events.html"));
  await expect(page.locator("#loss")).toHaveText(/^\d+\.\d\d$/);
  await expect(playground.train).toBeEnabled();
  await settled(page);
  const epoch = await page.evaluate(() => document.querySelector("vae-playground")!.playground!.state.epoch);
  expect(epoch).toBeGreaterThanOrEqual(3);
  expect(epoch).toBeLessThan(100);
  await expect(page.locator("#picked")).toBeEmpty();
  await page
    .getByRole("button", { name: /class 7/ })
    .first()
    .click();
  await expect(page.locator("#picked")).toHaveText("7");
});

test("the example with two elements trains both, each with its own look and its own model", async ({
  playground,
}) => {
  const { page } = playground;
  await page.goto(address("themed.html"));
  await page.waitForFunction(() =>
    [...document.querySelectorAll("vae-playground")].every(({ playground }) => playground!.state.epoch > 3),
  );
  expect(page.workers()).toHaveLength(2);
  const looks = await page.evaluate(() =>
    [...document.querySelectorAll("vae-playground")].map(({ shadowRoot, playground }) => {
      const part = (name: string) => getComputedStyle(shadowRoot!.querySelector(name)!);
      return {
        button: part(".primary").backgroundColor,
        card: part(".card").borderTopStyle,
        theme: shadowRoot!.querySelector<HTMLElement>(".vae-playground")!.dataset["theme"],
        set: playground!.state.dataset!.name,
      };
    }),
  );
  expect(looks).toEqual([
    { button: "rgb(11, 110, 79)", card: "dashed", theme: "light", set: "Digits" },
    { button: "rgb(132, 173, 255)", card: "solid", theme: "dark", set: "Moons" },
  ]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await playground.hasSidewaysScroll()).toBe(false);
});

test("`trained` comes once, with losses, when the target is reached", async ({ page }) => {
  write("trained.html", '<vae-playground id="a"></vae-playground>');
  await page.goto(address("trained.html"));
  await settled(page);
  await page.getByLabel("Epochs", { exact: true }).fill("2");
  await page.getByLabel("Epochs", { exact: true }).blur();
  const told = await page.evaluate(async () => {
    const element = document.querySelector("vae-playground")!;
    const events: { epoch: number; test: unknown }[] = [];
    element.addEventListener("trained", ({ detail }) => events.push(detail));
    element.train();
    await new Promise((resolve) => element.addEventListener("trained", resolve));
    await new Promise((resolve) => setTimeout(resolve, 200));
    return events;
  });
  expect(told).toHaveLength(1);
  expect(told[0]!.epoch).toBe(2);
  expect(told[0]!.test).toHaveProperty("kl");
});

test("attributes begin the model as they say, and a change begins it anew", async ({ page }) => {
  write(
    "attributes.html",
    '<vae-playground dataset="circles" latent="3" seed="5" device="cpu"></vae-playground>',
  );
  await page.goto(address("attributes.html"));
  await settled(page);
  const now = () =>
    page.evaluate(() => {
      const { playground, vae } = document.querySelector("vae-playground")!;
      const { model, seed } = vae!.options;
      return { set: playground!.state.dataset!.name, latent: model.latent, seed };
    });
  expect(await now()).toEqual({ set: "Circles", latent: 3, seed: 5 });
  await expect(page.getByLabel("Data set", { exact: true })).toHaveValue("circles");
  await page.evaluate(() => {
    const element = document.querySelector("vae-playground")!;
    element.setAttribute("dataset", "digits");
    element.setAttribute("latent", "1");
  });
  await page.waitForFunction(() => document.querySelector("vae-playground")!.vae?.options.model.latent === 1);
  await settled(page);
  expect(await now()).toEqual({ set: "Digits", latent: 1, seed: 5 });
  expect(page.workers()).toHaveLength(1);
});

test("a change of view, compact or theme leaves the model as it is", async ({ page }) => {
  write("look.html", '<vae-playground view="loss" lang="de"></vae-playground>');
  await page.goto(address("look.html"));
  await settled(page);
  const shown = () =>
    page
      .locator("[data-view]:visible")
      .evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset["view"]));
  expect(await shown()).toEqual(["loss"]);
  // There is no German yet, and English read aloud as German is of no use.
  await expect(page.locator("vae-playground")).toHaveAttribute("lang", "de");
  await expect(page.locator(".vae-playground")).toHaveAttribute("lang", "en");
  await page.evaluate(() => {
    const element = document.querySelector("vae-playground")!;
    Object.assign(window, { before: element.vae });
    element.removeAttribute("view");
    element.setAttribute("compact", "");
    element.setAttribute("theme", "dark");
  });
  expect(await shown()).toEqual(["latent", "manifold"]);
  await expect(page.locator(".vae-playground")).toHaveAttribute("data-theme", "dark");
  await page.evaluate(() => document.querySelector("vae-playground")!.removeAttribute("compact"));
  expect(await shown()).toEqual(views.filter((view) => places[view]!.includes("train")));
  await page.evaluate(() => document.querySelector("vae-playground")!.setAttribute("view", "all"));
  expect(await shown()).toEqual(views);
  expect(
    await page.evaluate(
      () =>
        document.querySelector("vae-playground")!.vae === (window as unknown as { before: unknown }).before,
    ),
  ).toBe(true);
});

test("workspaces change within the element, and the page's address and history stay as they are", async ({
  playground,
}) => {
  const { page, band } = playground;
  write("workspaces.html", '<vae-playground workspace="latent"></vae-playground><p id="latent">Text</p>');
  await page.goto(`${address("workspaces.html")}#part`);
  await settled(page);
  const steps = await page.evaluate(() => history.length);
  const walk = page.getByRole("figure", { name: "Interpolation" });
  await expect(walk).toBeVisible();
  await page.evaluate(() => {
    const told: string[] = [];
    Object.assign(window, { told });
    document
      .querySelector("vae-playground")!
      .addEventListener("workspace", ({ detail }) => told.push(detail.name));
  });
  await playground.workspace("Train");
  await expect(walk).toBeHidden();
  await expect(page.getByRole("figure", { name: "Loss" })).toBeVisible();
  await playground.workspace("Latent");
  await expect(walk).toBeVisible();
  await expect(page.locator("vae-playground")).toHaveAttribute("workspace", "latent");
  expect(page.url()).toMatch(/#part$/);
  expect(await page.evaluate(() => [history.length, (window as unknown as { told: string[] }).told])).toEqual(
    [steps, ["train", "latent"]],
  );

  // An attribute goes back as it went, and another one leaves it.
  await page.evaluate(() => document.querySelector("vae-playground")!.setAttribute("theme", "dark"));
  await expect(walk).toBeVisible();
  await page.evaluate(() => document.querySelector("vae-playground")!.setAttribute("workspace", "train"));
  await expect(walk).toBeHidden();

  // Where there is little room, the band is small; a compact element and one with views of its own have none.
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(band).toBeVisible();
  expect((await band.boundingBox())!.height).toBeLessThan(90);
  expect(await playground.hasSidewaysScroll()).toBe(false);
  for (const [name, value] of [
    ["view", "loss latent"],
    ["compact", ""],
  ] as const) {
    await page.evaluate(
      ([name, value]) => document.querySelector("vae-playground")!.setAttribute(name, value),
      [name, value] as const,
    );
    await expect(band).toBeHidden();
    await page.evaluate((name) => document.querySelector("vae-playground")!.removeAttribute(name), name);
    await expect(band).toBeVisible();
  }
});

for (const [attribute, message] of [
  ['dataset="cats"', "“sprites”"],
  ['dataset="mnist"', "“data”"],
  ['device="tpu"', "“webgpu”"],
  ['latent="0"', "whole number from 1 to 128"],
  ['seed="-1"', "whole number from 0"],
  ['view="latent map"', "“map”"],
  ['workspace="cellar"', "“latent”"],
] as const) {
  test(`${attribute} is refused in plain words, in the element and as an event`, async ({ page }) => {
    write(
      "refused.html",
      `<vae-playground ${attribute}></vae-playground>
      <script>addEventListener("error", ({ detail }) => (document.title = detail.message), true);</script>`,
    );
    await page.goto(address("refused.html"));
    await expect(page.getByRole("alert").filter({ hasText: message })).toBeVisible();
    await expect(page).toHaveTitle(new RegExp(message.replaceAll("“", ".")));
    const [name] = attribute.split("=");
    await page.evaluate((name) => document.querySelector("vae-playground")!.removeAttribute(name), name!);
    await settled(page);
  });
}

test("an element that is removed takes its workers and listeners along, and put back starts anew", async ({
  page,
}) => {
  await page.addInitScript(() => {
    // What the script has listening on what outlives the element; `signal` removes without being seen.
    const live = new Set<string>();
    const names = new Map<unknown, number>();
    const { addEventListener, removeEventListener } = EventTarget.prototype;
    const name = (type: string, listener: unknown) => {
      if (!names.has(listener)) names.set(listener, names.size);
      return `${type} ${names.get(listener)}`;
    };
    const outlives = (target: unknown) =>
      target === window || target === document || target instanceof MediaQueryList;
    EventTarget.prototype.addEventListener = function (type, listener, options) {
      const key = name(type, listener);
      if (outlives(this ?? window) && new Error().stack!.includes("vae-playground.js")) {
        live.add(key);
        if (typeof options === "object")
          options.signal?.addEventListener("abort", () => live.delete(key), { once: true });
      }
      return addEventListener.call(this ?? window, type, listener, options);
    };
    EventTarget.prototype.removeEventListener = function (type, listener, options) {
      live.delete(name(type, listener));
      return removeEventListener.call(this ?? window, type, listener, options);
    };
    Object.assign(window, { listening: () => [...live] });
  });
  write("removed.html", "");
  await page.goto(address("removed.html"));
  const listening = () => page.evaluate(() => (window as unknown as { listening(): string[] }).listening());
  const before = await listening();
  await page.evaluate(() => {
    const element = document.createElement("vae-playground");
    element.setAttribute("whole-page", "");
    document.body.append(element);
  });
  await settled(page);
  expect((await listening()).length).toBeGreaterThan(before.length + 5);
  await page.getByRole("button", { name: "Train", exact: true }).click();
  const kept = await page.evaluateHandle(() => {
    const element = document.querySelector("vae-playground")!;
    element.remove();
    return element;
  });
  await expect.poll(() => page.workers().length).toBe(0);
  // uPlot's own, for all charts that there will ever be, came with the first.
  const left = await listening();
  const came = left.filter((one) => !before.includes(one)).map((one) => one.split(" ")[0]);
  expect(came).toEqual(["change", "resize", "scroll", "dppxchange"]);
  expect(await kept.evaluate((element) => [element.vae, element.shadowRoot!.childElementCount])).toEqual([
    null,
    0,
  ]);

  await kept.evaluate((element) => document.body.append(element));
  await settled(page);
  expect(page.workers()).toHaveLength(1);
  expect(await kept.evaluate((element) => element.playground!.state.step)).toBe(0);
  await kept.evaluate((element) => element.remove());
  await expect.poll(() => page.workers().length).toBe(0);
  expect(await listening()).toEqual(left);
});

test("an element that is removed while it opens ends its worker at once", async ({ page }) => {
  // The engine never comes, so that opening never ends by itself.
  await page.route("**/*.wasm", () => {});
  await page.goto("./");
  await expect.poll(() => page.workers().length).toBe(1);
  await page.evaluate(() => document.querySelector("vae-playground")!.remove());
  await expect.poll(() => page.workers().length).toBe(0);
});

test("an element that is removed while it loads a set ends both workers at once", async ({ page }) => {
  await page.route("**/*.wasm", () => {});
  await page.goto("./");
  await page.evaluate(() => document.querySelector("vae-playground")!.setAttribute("dataset", "sprites"));
  await expect.poll(() => page.workers().length).toBe(2);
  await page.evaluate(() => document.querySelector("vae-playground")!.remove());
  await expect.poll(() => page.workers().length).toBe(0);
});

test("an element that is moved goes on training", async ({ page }) => {
  write("moved.html", "<vae-playground autoplay compact></vae-playground><div></div>");
  await page.goto(address("moved.html"));
  await page.waitForFunction(() => document.querySelector("vae-playground")!.playground!.state.step > 20);
  const same = await page.evaluate(async () => {
    const element = document.querySelector("vae-playground")!;
    const { playground, vae } = element;
    document.querySelector("div")!.append(element);
    await new Promise((resolve) => element.addEventListener("progress", resolve));
    return element.playground === playground && element.vae === vae;
  });
  expect(same).toBe(true);
});

test("autoplay waits until the element is seen", async ({ page }) => {
  write("below.html", '<div style="height: 3000px"></div><vae-playground autoplay compact></vae-playground>');
  await page.goto(address("below.html"));
  await settled(page);
  await page.waitForTimeout(500);
  const step = () => page.evaluate(() => document.querySelector("vae-playground")!.playground!.state.step);
  expect(await step()).toBe(0);
  await page.locator("vae-playground").scrollIntoViewIfNeeded();
  await expect.poll(step).toBeGreaterThan(10);
});

test("the space bar is the page's own outside the element", async ({ page }) => {
  write("space.html", "<vae-playground compact></vae-playground><p>Text</p>");
  await page.goto(address("space.html"));
  await settled(page);
  await page.keyboard.press("Space");
  await page.waitForTimeout(300);
  const step = () => page.evaluate(() => document.querySelector("vae-playground")!.playground!.state.step);
  expect(await step()).toBe(0);
  await page.getByRole("application").first().focus();
  await page.keyboard.press("Space");
  await expect.poll(step).toBeGreaterThan(0);
});

test("the images can be the page's own", async ({ page }) => {
  write("own.html", "<vae-playground></vae-playground>");
  await page.goto(address("own.html"));
  await settled(page);
  const name = await page.evaluate(async () => {
    const element = document.querySelector("vae-playground")!;
    const pixels = Float32Array.from({ length: 60 * 16 }, (_, i) => (i % 3) / 2);
    await element.setData({ pixels, shape: [60, 4, 4, 1] }, { name: "Stripes" });
    return element.playground!.state.dataset!.name;
  });
  expect(name).toBe("Stripes");
  await expect(page.locator(".loaded")).toContainText("60 images of 4 × 4");
});

test("as a module without an address it trains, under a policy that forbids every request", async ({
  page,
}) => {
  const policy =
    "default-src 'none'; script-src 'self' blob: 'wasm-unsafe-eval'; worker-src blob:; connect-src 'self'";
  copyFileSync("dist/element/vae-playground.mjs", join(folder.path, "vae-playground.mjs"));
  writeFileSync(
    join(folder.path, "module.html"),
    '<!doctype html><script type="module" src="module.js"></script>',
  );
  writeFileSync(
    join(folder.path, "module.js"),
    `const text = await (await fetch("vae-playground.mjs")).text();
    const url = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
    const { createVae, VaePlaygroundElement } = await import(url);
    URL.revokeObjectURL(url);
    document.body.append(new VaePlaygroundElement());
    const vae = await createVae();
    await vae.setData({ pixels: new Float32Array(640), shape: [10, 8, 8, 1] });
    await vae.trainSteps(1);
    document.title = vae.device.reason;`,
  );
  const site = await serve(folder.path, "/", { "content-security-policy": policy });
  try {
    await page.goto(`${site.url}module.html`);
    await expect(page).toHaveTitle(/^Running on the CPU because the GPU's module is not in this one file/);
    await settled(page);
  } finally {
    await site.close();
  }
});

test("from disk, WebGPU is refused in plain words, and the CPU offered", async ({ page }) => {
  write("no-gpu.html", '<vae-playground device="webgpu"></vae-playground>');
  await page.goto(address("no-gpu.html"));
  const alert = page
    .getByRole("alert")
    .filter({ hasText: "WebGPU can't be used: the GPU's module is not in" });
  await expect(alert).toBeVisible();
  await page.getByRole("button", { name: "Train on the CPU instead" }).click();
  await settled(page);
});

test("from a server, WebGPU is downloaded when it is chosen, and not before", async ({ page }) => {
  cpSync("dist/element/pkg", join(folder.path, "pkg"), { recursive: true });
  write("gpu.html", "<vae-playground></vae-playground>");
  const site = await serve(folder.path);
  const elsewhere = requestsElsewhere(page);
  await page.route("**/favicon.ico", (route) => route.fulfill({ status: 204 }));
  try {
    await page.goto(`${site.url}gpu.html`);
    await settled(page);
    const asked = () => elsewhere.filter((url) => !url.endsWith("favicon.ico"));
    expect(asked()).toEqual([]);
    await page.evaluate(() => document.querySelector("vae-playground")!.setAttribute("device", "webgpu"));
    await page.waitForFunction(() => document.querySelector("vae-playground")!.vae?.device.kind === "webgpu");
    expect(asked()).toEqual([`${site.url}pkg/webgpu/vae_playground_bg.wasm`]);
  } finally {
    await site.close();
  }
});

import type { Page } from "@playwright/test";
import { expect, test, type PlaygroundPage } from "./playground";

test("a convolutional network trains with another objective and optimiser", async ({ playground }) => {
  await playground.open();
  const { page } = playground;
  const before = await playground.fact("parameters");
  await playground.unfold("Objective", "Optimiser", "Network", "Likelihood");
  await playground.field("Objective").selectOption("Free bits");
  await playground.set("Free nats", "0.25");
  await playground.field("Beta schedule").selectOption("Linear");
  await playground.set("Rising steps", "40");
  await playground.field("Optimiser").selectOption("AdamW");
  await playground.set("Weight decay", "0.02");
  await playground.field("Rate schedule").selectOption("Cosine");
  await playground.set("Warm-up steps", "5");
  await playground.field("Clipping").selectOption("By norm");
  await expect(page.getByText("These changes need a new start")).toBeHidden();
  const training = () => page.evaluate(() => window.vaePlayground.vae!.options.training);
  await expect.poll(training).toEqual({
    batchSize: 64,
    learningRate: 0.001,
    beta: 1,
    objective: { kind: "freeBits", nats: 0.25 },
    betaSchedule: { kind: "linear", steps: 40 },
    rateSchedule: { kind: "cosine", steps: 10_000, floor: 0, warmup: 5 },
    optimizer: { kind: "adamW", beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.02 },
    clipNorm: 10,
  });

  await playground.field("Network").selectOption("Convolutional");
  await playground.set("Channels", "4, 8");
  await playground.set("Hidden widths", "");
  await playground.field("Decoder").selectOption("Own widths");
  await playground.set("Decoder widths", "32");
  await playground.field("Activation").selectOption("SiLU");
  await playground.field("Norm").selectOption("Group norm");
  await playground.field("Likelihood").selectOption("Gaussian, learned");
  await expect(page.getByText("These changes need a new start")).toBeVisible();
  expect(await playground.fact("parameters")).toBe(before);
  await playground.reset.click();
  await playground.settled();
  await expect(page.getByText("These changes need a new start")).toBeHidden();
  expect(await page.evaluate(() => window.vaePlayground.vae!.options.model)).toEqual({
    encoder: [],
    decoder: [32],
    latent: 2,
    channels: [4, 8],
    activation: "silu",
    norm: "group",
    likelihood: { kind: "learnedGaussian" },
  });
  // Before the first step, a person sees how large it is.
  expect(await playground.fact("step")).toBe(0);
  expect(await playground.fact("parameters")).not.toBe(before);
  await expect(page.locator('[data-fact="memory"]')).toHaveText(/^≈ [\d.]+ MiB$/);
  const untrained = await playground.fact("test-loss");
  await playground.trainTo(6);
  expect(await playground.fact("test-loss")).toBeLessThan(untrained - 10);

  await playground.field("Clipping").selectOption("Off");
  await expect.poll(async () => (await training()).clipNorm).toBeNull();
});

test("only the parameters that apply are shown", async ({ playground }) => {
  await playground.open();
  await playground.unfold("Objective", "Optimiser", "Likelihood");
  const shown = async (label: string, visible: boolean) =>
    expect(playground.field(label)).toBeVisible({ visible });
  for (const [objective, there, gone] of [
    ["Capacity", ["Capacity, nats", "Gamma"], ["Free nats", "Beta", "Beta schedule"]],
    ["IWAE", ["Samples"], ["Gamma", "Beta"]],
    ["β-TCVAE", ["Total correlation"], ["Samples", "Beta"]],
    ["InfoVAE (MMD)", ["Alpha", "Lambda"], ["Total correlation", "Beta"]],
    ["Free bits", ["Free nats", "Beta", "Beta schedule"], ["Alpha"]],
    ["ELBO (β-VAE)", ["Beta", "Beta schedule"], ["Free nats"]],
  ] as const) {
    await playground.field("Objective").selectOption(objective);
    for (const label of there) await shown(label, true);
    for (const label of gone) await shown(label, false);
  }
  // What is wrong where it does not apply is no obstacle.
  await playground.set("Beta", "much");
  await playground.field("Objective").selectOption("IWAE");
  await expect
    .poll(() => playground.page.evaluate(() => window.vaePlayground.vae!.options.training.objective))
    .toEqual({ kind: "iwae", samples: 5 });
  await playground.field("Objective").selectOption("ELBO (β-VAE)");
  await expect(playground.page.getByText("Beta must be a number")).toBeVisible();
  await playground.field("Optimiser").selectOption("SGD");
  await shown("Momentum", true);
  await shown("Beta 1", false);
  await playground.field("Likelihood").selectOption("Gaussian");
  await shown("Variance", true);
});

test("what is out of range is named at its field, also where another setting narrows it", async ({
  playground,
}) => {
  await playground.open();
  const { page } = playground;
  await playground.unfold("Objective", "Optimiser", "Network", "Likelihood");
  await playground.field("Network").selectOption("Convolutional");
  await playground.field("Likelihood").selectOption("Gaussian");
  await playground.field("Clipping").selectOption("By norm");
  for (const [objective, label, bad, message, good] of [
    ["ELBO (β-VAE)", "Latent dimensions", "129", "whole number from 1 to 128.", "2"],
    ["ELBO (β-VAE)", "Hidden widths", "1,1,1,1,1,1,1,1,1", "at most 8 whole numbers from 1 to 4,096", "8"],
    [
      "ELBO (β-VAE)",
      "Channels",
      "8, 8, 8, 8",
      "1 to 3 whole numbers from 1 to 512 for images of 8 pixels",
      "8",
    ],
    ["ELBO (β-VAE)", "Variance", "0", "a number from 0.000001 to 100.", "0.1"],
    ["ELBO (β-VAE)", "Largest norm", "-1", "a number from 0.000001 to 1,000,000.", "5"],
    ["ELBO (β-VAE)", "Beta 1", "1", "a number from 0 to 0.999999.", "0.9"],
    ["Capacity", "Capacity steps", "0", "a whole number from 1 to 1,000,000,000.", "10"],
    ["IWAE", "Samples", "513", "a whole number from 1 to 512.", "4"],
    ["InfoVAE (MMD)", "Lambda", "0.25", "a number from 0.5 to 100,000 at this alpha.", "1"],
    ["β-TCVAE", "Batch size", "513", "a whole number from 1 to 512 with β-TCVAE.", "64"],
  ] as const) {
    await playground.field("Objective").selectOption(objective);
    await playground.set(label, bad);
    const error = page.getByRole("alert").filter({ hasText: `${label} must be` });
    await expect(error).toContainText(message);
    await expect(playground.field(label)).toHaveAttribute("aria-invalid", "true");
    await playground.set(label, good);
    await expect(error).toBeHidden();
  }
  await expect(playground.alert).toBeEmpty();
});

/** Commands that the engine takes a second or more for; later ones wait their turn. */
function keepBusy(page: Page): Promise<void> {
  return page.evaluate(() => {
    for (let i = 0; i < 60; i++) void window.vaePlayground.vae!.sample(20_000);
  });
}

test("training that may not fit into memory is told before it begins", async ({ playground }) => {
  await playground.open();
  const { page } = playground;
  await playground.chooseSet("Moons");
  await playground.set("Number of images", "100");
  await playground.field("Size").selectOption("32 × 32");
  await playground.load();
  await playground.unfold("Network");
  await playground.field("Network").selectOption("Convolutional");
  await playground.set("Channels", "384");
  await playground.reset.click();
  await expect
    .poll(() => page.evaluate(() => window.vaePlayground.vae!.options.model.channels))
    .toEqual([384]);
  const warning = page.getByText("Training may end for want of memory");
  await expect(warning).toBeHidden();
  await playground.set("Batch size", "2000");
  await expect(warning).toBeVisible();
  // More than there can be is refused, and what was there goes on.
  await playground.set("Batch size", "4096");
  await expect(page.getByText(/The memory that training takes is 6\.6 GiB/)).toBeVisible();
  expect(await page.evaluate(() => window.vaePlayground.vae!.options.training.batchSize)).toBe(2000);
  await playground.set("Batch size", "64");
  await expect(warning).toBeHidden();
});

test("a wrong value in a closed fold is unfolded and has the focus", async ({ playground }) => {
  await playground.open();
  await playground.unfold("Optimiser");
  await playground.set("Epsilon", "0");
  await playground.unfold("Optimiser");
  await expect(playground.field("Epsilon")).toBeHidden();
  await playground.reset.click();
  await expect(playground.field("Epsilon")).toBeFocused();
});

test("what can't be applied is said at the button and at the field, and nothing trains meanwhile", async ({
  playground,
}) => {
  await playground.open();
  const { page } = playground;
  const trained = () => playground.fact("step");
  await playground.train.click();
  await expect.poll(trained).toBeGreaterThan(0);
  await playground.set("Latent dimensions", "3");
  await playground.unfold("Optimiser");
  await playground.set("Epsilon", "0");
  await playground.unfold("Optimiser");
  await expect(page.getByRole("button", { name: "Apply and reset" })).toHaveCount(1);
  await playground.reset.click();

  const said = page.getByRole("region", { name: "Run" }).getByRole("alert");
  await expect(said).toContainText("Epsilon must be a number from 0.000000000001 to 1.");
  await expect(playground.field("Epsilon")).toBeFocused();
  await expect(playground.field("Epsilon")).toHaveAttribute("aria-invalid", "true");
  await playground.settled();
  const stopped = await trained();
  expect(await page.evaluate(() => window.vaePlayground.vae!.options.model.latent)).toBe(2);

  // To go on with the model as it is takes the message away, not what is typed.
  await playground.train.click();
  await expect(said).toBeEmpty();
  await expect.poll(trained).toBeGreaterThan(stopped);
  await expect(playground.field("Latent dimensions")).toHaveValue("3");
  await playground.reset.click();
  await expect(said).toContainText("Epsilon must be");
  await playground.settled();
  const again = await trained();

  await playground.set("Epsilon", "1e-8");
  await expect(said).toBeEmpty();
  // It waits for a person to decide.
  expect(await page.evaluate(() => window.vaePlayground.state.phase)).toBe("idle");
  expect(await trained()).toBe(again);
  await playground.reset.click();
  await playground.settled();
  expect(await page.evaluate(() => window.vaePlayground.vae!.options.model.latent)).toBe(3);
  expect(await trained()).toBe(0);
});

/** The settings that are in force, as far as data sets propose any. */
const proposable = ({ page }: PlaygroundPage) =>
  page.evaluate(() => {
    const { options, target } = window.vaePlayground.state;
    const { encoder, latent } = options.model;
    const { batchSize, learningRate } = options.training;
    return { encoder, latent, batchSize, learningRate, epochs: target };
  });

test("a data set brings the settings that suit it, but for those that a person has changed", async ({
  playground,
}) => {
  await playground.open();
  const { page } = playground;
  const digits = await proposable(playground);
  const proposal = page.locator(".proposal");
  await expect(proposal).toContainText("As Digits proposes");
  await playground.set("Batch size", "32");
  await expect(proposal).toContainText("Some of these are your own");

  await playground.chooseSet("Sprites");
  await playground.set("Number of images", "400");
  await playground.load();
  const sprites = await proposable(playground);
  expect(sprites.latent).toBe(10);
  expect(sprites.batchSize).toBe(32);
  await expect(playground.field("Latent dimensions")).toHaveValue("10");
  await expect(playground.field("Batch size")).toHaveValue("32");
  await expect(page.getByText("These changes need a new start")).toBeHidden();

  // The way back fills in the form: what needs a reset waits for one.
  await playground.set("Latent dimensions", "4");
  await page.getByRole("button", { name: "Take what it proposes" }).click();
  await expect(proposal).toContainText("As Sprites proposes");
  await expect(playground.field("Latent dimensions")).toHaveValue("10");
  await expect.poll(async () => (await proposable(playground)).batchSize).toBe(64);

  await playground.chooseSet("Digits");
  await playground.load();
  expect(await proposable(playground)).toEqual(digits);
  await expect(proposal).toContainText("As Digits proposes");
});

test("an element's first set brings its settings, but for those that the element was given", async ({
  playground,
}) => {
  await playground.open();
  const { page } = playground;
  for (const [attributes, latent] of [
    [{ dataset: "sprites" }, 10],
    [{ dataset: "sprites", latent: "2" }, 2],
  ] as const) {
    await page.evaluate((given) => {
      const element = document.querySelector("vae-playground")!;
      for (const [name, value] of Object.entries(given)) element.setAttribute(name, value);
    }, attributes);
    await page.waitForFunction((dimensions) => {
      const { playground } = document.querySelector("vae-playground")!;
      const { dataset, options, test } = playground?.state ?? {};
      return dataset?.name === "Sprites" && options?.model.latent === dimensions && test;
    }, latent);
    await expect(page.locator(".proposal")).toContainText("As Sprites proposes");
  }
});

test("MNIST proposes more than the digits, and a person's own latent dimensions stay", async ({
  playground,
}) => {
  await playground.open();
  await playground.set("Latent dimensions", "5");
  await playground.reset.click();
  await playground.settled();
  const digits = await proposable(playground);
  await playground.chooseSet("MNIST");
  await playground.set("Number of images", "2000");
  await playground.load();
  const mnist = await proposable(playground);
  expect(mnist.latent).toBe(5);
  expect(mnist.encoder).not.toEqual(digits.encoder);
  await expect(playground.field("Hidden widths")).toHaveValue(mnist.encoder.join(", "));
  await expect(playground.field("Latent dimensions")).toHaveValue("5");
  await expect(playground.field("Epochs")).toHaveValue(String(mnist.epochs));
});

test("a reset that ends while somebody types neither overwrites nor takes the text", async ({
  playground,
}) => {
  await playground.open();
  const { page } = playground;
  const target = await page.evaluate(() => window.vaePlayground.state.target);
  await playground.set("Latent dimensions", "4");
  // The reset waits for this, as on a slow device, and ends while somebody types.
  await keepBusy(page);
  await playground.reset.click();
  await playground.field("Epochs").fill("1");
  expect(await page.evaluate(() => window.vaePlayground.vae!.options.model.latent)).toBe(2);
  await expect.poll(() => page.evaluate(() => window.vaePlayground.vae!.options.model.latent)).toBe(4);
  await playground.settled();
  await expect(playground.field("Epochs")).toBeFocused();
  await expect(playground.field("Epochs")).toHaveValue("1");
  expect(await page.evaluate(() => window.vaePlayground.state.target)).toBe(target);
  await page.keyboard.type("7");
  await expect(playground.field("Epochs")).toHaveValue("17");
  await playground.field("Epochs").blur();
  expect(await page.evaluate(() => window.vaePlayground.state.target)).toBe(17);
});

test("a setting that is applied late leaves what was typed meanwhile", async ({ playground }) => {
  await playground.open();
  const { page } = playground;
  await playground.unfold("Objective");
  // The engine is busy with this when it is told the objective.
  await keepBusy(page);
  await playground.field("Objective").selectOption("InfoVAE (MMD)");
  await playground.set("Lambda", "0.25");
  const inForce = () => page.evaluate(() => window.vaePlayground.state.options.training.objective?.kind);
  expect(await inForce()).toBe("elbo");
  await expect.poll(inForce).toBe("infoVae");
  // The form follows in the frame after.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
  await expect(playground.field("Lambda")).toHaveValue("0.25");
  await expect(page.getByText("Lambda must be a number from 0.5")).toBeVisible();
});

test("changes not yet applied outlive other data", async ({ playground }) => {
  await playground.open();
  await playground.set("Latent dimensions", "7");
  await playground.chooseSet("Moons");
  await playground.set("Number of images", "200");
  await playground.load();
  await expect(playground.field("Latent dimensions")).toHaveValue("7");
  await expect(playground.page.getByText("These changes need a new start")).toBeVisible();
});

test("every setting is reached with the keyboard", async ({ playground }) => {
  await playground.open();
  const { page } = playground;
  await playground.field("Beta").focus();
  const reached: string[] = [];
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press("Tab");
    const name = await page.evaluate(() => {
      const at = document.querySelector("vae-playground")!.shadowRoot!.activeElement as HTMLElement;
      const outline = getComputedStyle(at).outlineStyle;
      const field = at.closest(".field")?.querySelector("label, .label")?.textContent;
      return `${at.tagName === "SUMMARY" ? at.textContent : `${at.tagName} ${field}`}${outline === "none" ? " UNSEEN" : ""}`;
    });
    reached.push(name);
    if (/^(Objective|Optimiser|Network|Likelihood)/.test(name)) await page.keyboard.press("Enter");
    if (name === "SELECT Likelihood") break;
  }
  for (const name of [
    "Objective",
    "Beta schedule",
    "Optimiser",
    "Rate schedule",
    "Clipping",
    "Network",
    "Decoder",
  ])
    expect(reached).toContain(`SELECT ${name}`);
  for (const name of ["Beta 1", "Epsilon", "Warm-up steps", "Latent dimensions", "Hidden widths", "Seed"])
    expect(reached).toContain(`INPUT ${name}`);
  expect(reached.at(-1)).toBe("SELECT Likelihood");
  expect(reached.filter((name) => name.includes("UNSEEN") && !name.includes("Device"))).toEqual([]);
});

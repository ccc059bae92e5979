import type { Page } from "@playwright/test";
import type { Fact } from "../../www/lesson/lesson";
import { PlaygroundPage } from "./playground";

/** What a lesson may claim of the page, measured on the model that is there; each by a way of its own, not a panel's. */
export const measure: Record<Fact, (page: Page) => Promise<number>> = {
  reconstruction: (page) => page.evaluate(() => window.vaePlayground.state.test!.reconstruction),
  kl: (page) => page.evaluate(() => window.vaePlayground.state.test!.kl),
  loss: (page) => page.evaluate(() => window.vaePlayground.state.test!.loss),
  activeUnits: async (page) => (await statistics(page)).activeUnits,
  aggregateGap: async (page) => (await statistics(page)).aggregatePosterior.momentMatchedKl!,
  posteriorDeviation: (page) =>
    page.evaluate(async () => {
      const { state, vae } = window.vaePlayground;
      const { logVariance } = await vae!.embed(state.mapRows);
      return logVariance.reduce((sum, value) => sum + Math.exp(value / 2), 0) / logVariance.length;
    }),
  mixtureGain,
  fewLabelAccuracy: (page) => fewLabels(page, "codes"),
  fewLabelPixelAccuracy: (page) => fewLabels(page, "pixels"),
  recall: async (page) => (await searched(page, "Black")).recall,
  falseAlarms: async (page) => (await searched(page, "Black")).falseAlarms,
  misnamed: async (page) => (await searched(page, "Black")).misnamed,
  landscapeRecall: async (page) => (await searched(page, "A drawn landscape")).recall,
  landscapeFalseAlarms: async (page) => (await searched(page, "A drawn landscape")).falseAlarms,
};

const statistics = (page: Page) =>
  page.evaluate(async () => (await window.vaePlayground.vae!.statistics("test", 1))!);

/** By how many nats ten Gaussians, fitted to codes of training images, describe a test image's code better than the prior. */
function mixtureGain(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const { state, vae, instrument } = window.vaePlayground;
    const { testRows, shape } = state.dataset!.images;
    const tests = new Set(testRows);
    const train = Uint32Array.from({ length: shape[0] }, (_, row) => row).filter((row) => !tests.has(row));
    const dimensions = vae!.options.model.latent;
    const codes = async (rows: Uint32Array) => ({ values: (await vae!.embed(rows)).mean, dimensions });
    const [learned, held] = [await codes(train), await codes(testRows!)];
    const { mixture } = await instrument.mixture(learned, { components: 10 });
    const density = await instrument.logDensity(held, mixture);
    const gain = density.reduce((sum, one, i) => {
      const z = held.values.subarray(i * dimensions, (i + 1) * dimensions);
      const prior = z.reduce((log, value) => log - (Math.log(2 * Math.PI) + value * value) / 2, 0);
      return sum + one - prior;
    }, 0);
    return gain / density.length;
  });
}

/** The share of images that are named rightly when five of each class are labelled, and labels spread to the ten nearest. */
function fewLabels(page: Page, space: "codes" | "pixels"): Promise<number> {
  return page.evaluate(async (space) => {
    const { state, vae, instrument } = window.vaePlayground;
    const { pixels, shape, labels } = state.dataset!.images;
    const rows = Uint32Array.from({ length: shape[0] }, (_, row) => row);
    const points =
      space === "pixels"
        ? { values: pixels, dimensions: pixels.length / shape[0] }
        : { values: (await vae!.embed(rows)).mean, dimensions: vae!.options.model.latent };
    const counts = new Map<number, number>();
    const given = Int32Array.from(rows, (row) => {
      const label = labels![row]!;
      const count = (counts.get(label) ?? 0) + 1;
      counts.set(label, count);
      return count <= 5 ? label : -1;
    });
    const { classes } = await instrument.client.call("spreadLabels", {
      points: { ...points, labels: given, classes: 10 },
      k: 10,
    });
    const others = rows.filter((row) => given[row]! < 0);
    return others.filter((row) => classes[row] === labels![row]).length / others.length;
  }, space);
}

interface Searched {
  /** The share of digits that a box was found for, half of which at least is its own. */
  recall: number;
  /** Boxes a scene that are of no digit. */
  falseAlarms: number;
  /** The share of digits found that have another's name. */
  misnamed: number;
}

const scenes = 6;
const known = new WeakMap<Page, Map<string, Searched>>();

/** Composes scenes on a ground and searches them, as a person does; once for all that is asked of it. */
async function searched(page: Page, ground: string): Promise<Searched> {
  const before = known.get(page) ?? new Map<string, Searched>();
  known.set(page, before);
  const found = before.get(ground);
  if (found) return found;
  const playground = new PlaygroundPage(page);
  await playground.field("Ground").selectOption(ground);
  let [digits, hits, boxes, misnamed] = [0, 0, 0, 0];
  for (let i = 0; i < scenes; i++) {
    const shown = await page.evaluateHandle(() => window.vaePlayground.state.scene);
    await page.getByRole("button", { name: "Compose" }).click();
    await page.waitForFunction((shown) => window.vaePlayground.state.scene !== shown, shown);
    await page.getByRole("button", { name: "Find objects" }).click();
    await page.waitForFunction(() => {
      const { scene, found } = window.vaePlayground.state;
      return found?.scene === scene;
    });
    const counted = await page.evaluate(() => {
      const { scene, found } = window.vaePlayground.state;
      type Box = { x: number; y: number; width: number; height: number };
      const overlap = (a: Box, b: Box) => {
        const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
        const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
        const both = Math.max(0, across) * Math.max(0, down);
        return both / (a.width * a.height + b.width * b.height - both);
      };
      const hits = scene!.truth!.flatMap(({ box, label }) => {
        const hit = found!.objects.find((object) => overlap(object.box, box) >= 0.5);
        return hit ? [hit.name === String(label)] : [];
      });
      const wrong = hits.filter((right) => !right).length;
      return [scene!.truth!.length, hits.length, found!.objects.length, wrong] as const;
    });
    digits += counted[0];
    hits += counted[1];
    boxes += counted[2];
    misnamed += counted[3];
  }
  const all = { recall: hits / digits, falseAlarms: (boxes - hits) / scenes, misnamed: misnamed / hits };
  before.set(ground, all);
  return all;
}

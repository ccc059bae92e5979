// What looking inside costs while the built page trains on the CPU, and how a large model's layers scroll:
// node benches/browser/inside.mjs [seconds]
import { preview } from "vite";
import { launch } from "./chromium.mjs";
import { quantile } from "./steady.mjs";

const seconds = Number(process.argv[2] ?? 6);
/** Each is measured so often, in turns. */
const turns = 3;

const mnist = { count: 10_000, side: 28, channels: 1, batch: 128 };
const sets = [
  { name: "digits, dense", data: null, model: {} },
  { name: "10,000 of 28 x 28, two convolutions", data: mnist, model: { channels: [16, 32], encoder: [64] } },
];
const large = {
  data: { count: 200, side: 64, channels: 3, batch: 16 },
  model: { channels: [32, 64, 128, 256], encoder: [64], decoder: [64] },
};

/** Runs in the page: gives the playground other images, of noise, which cost what others do, and another model. */
async function prepare({ data, model }) {
  const { vaePlayground: playground } = window;
  if (data) {
    const { count, side, channels } = data;
    const length = count * side * side * channels;
    const pixels = Float32Array.from({ length }, (_, i) => ((i * 0.618034) % 1) ** 2);
    const testRows = Uint32Array.from({ length: Math.floor(count / 7) }, (_, i) => i * 7);
    const labels = Uint8Array.from({ length: count }, (_, i) => i % 10);
    const images = { pixels, shape: [count, side, side, channels], testRows, labels };
    await playground.setData(images, { name: "Noise" });
  }
  const { options } = playground.state;
  // No run reaches it.
  playground.store.set({ target: 1e6 });
  const training = { ...options.training, ...(data && { batchSize: data.batch }) };
  await playground.session.reset("cpu", { ...options, training, model: { ...options.model, ...model } });
}

/** Runs in the page: opens a workspace, and waits until all that is seen of it is there. */
async function go(workspace) {
  location.hash = workspace;
  await new Promise((resolve) => setTimeout(resolve, 300));
  const { state } = window.vaePlayground;
  while (!state.settled || state.embedding) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** Runs in the page: trains for so long, and returns images and traces a second, and each frame's time. */
async function train(seconds) {
  const { vaePlayground: playground } = window;
  const { state, store } = playground;
  const frames = [];
  let traces = 0;
  let counting = false;
  const part = store.part();
  part.listen((changed) => changed.has("traced") && counting && (traces += 1));
  playground.session.trainOn();
  // How long a step takes is learned from the first.
  await new Promise((resolve) => setTimeout(resolve, 1000));
  counting = true;
  const [first, began] = [state.step, performance.now()];
  for (let last = began; last - began < seconds * 1000;) {
    const now = await new Promise((resolve) => requestAnimationFrame(() => resolve(performance.now())));
    frames.push(now - last);
    last = now;
  }
  const taken = (performance.now() - began) / 1000;
  const images = (state.step - first) * state.options.training.batchSize;
  counting = false;
  part.destroy();
  await playground.pause();
  return { images: images / taken, traces: traces / taken, frames };
}

/** Runs in the page: a unit that is looked into and the derivative by each pixel, which a closed workspace keeps. */
function lookInto() {
  const { store, state } = window.vaePlayground;
  const { encoder } = state.traced.structure.plan;
  store.set({
    insideUnit: { block: encoder.length - 1, unit: 0, place: 0 },
    insideSaliency: { kind: "mean", dimension: 0 },
  });
}

/** Runs in the page: shows all maps of each layer. */
async function showAll() {
  const root = document.querySelector("vae-playground").shadowRoot;
  const layers = root.querySelector('[data-view="encoder-layers"]');
  for (const button of layers.querySelectorAll(".tiles-some:not([hidden]) button")) button.click();
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const { top, height } = layers.getBoundingClientRect();
  window.scrollTo(0, window.scrollY + top);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  return height;
}

/** Runs in the page: scrolls down and up again, and returns each frame's time and the maps drawn. */
async function scroll({ seconds, height }) {
  const { drawImage } = CanvasRenderingContext2D.prototype;
  let drawn = 0;
  CanvasRenderingContext2D.prototype.drawImage = function (...args) {
    drawn += args.length === 9;
    drawImage.apply(this, args);
  };
  const frames = [];
  const start = window.scrollY;
  const began = performance.now();
  for (let last = began; last - began < seconds * 1000;) {
    const passed = (last - began) / (seconds * 1000);
    window.scrollTo(0, start + height * (1 - Math.abs(1 - 2 * passed)));
    const now = await new Promise((resolve) => requestAnimationFrame(() => resolve(performance.now())));
    frames.push(now - last);
    last = now;
  }
  CanvasRenderingContext2D.prototype.drawImage = drawImage;
  window.scrollTo(0, start);
  return { frames, drawn };
}

const ms = (value) => value.toFixed(0);
const row = (...cells) => console.log(`| ${cells.join(" | ")} |`);
const median = (values) => quantile(values, 0.5);
const server = await preview({ preview: { port: 0, host: "127.0.0.1" }, logLevel: "error" });
const browser = await launch();
async function open(set) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(server.resolvedUrls.local[0]);
  await page.waitForFunction(() => window.vaePlayground?.state.settled);
  await page.evaluate(prepare, set);
  await page.evaluate(go, "train");
  return page;
}
try {
  console.log(`${turns} times ${seconds} s of training each, in turns; medians (all turns)\n`);
  row(
    "images",
    "open",
    "images a second",
    "share of never opened",
    "traces a second",
    "95% of frames below, ms",
  );
  row("---", "---", "---:", "---:", "---:", "---:");
  for (const set of sets) {
    const [untouched, page] = [await open(set), await open(set)];
    await page.evaluate(go, "encoder");
    await page.waitForFunction(() => window.vaePlayground.state.traced);
    await page.evaluate(lookInto);
    const found = { "Train, the others never opened": [], Train: [], Encoder: [], Decoder: [] };
    for (let turn = 0; turn < turns; turn++) {
      await untouched.bringToFront();
      await untouched.evaluate(go, "train");
      found["Train, the others never opened"].push(await untouched.evaluate(train, seconds));
      await page.bringToFront();
      for (const name of ["Encoder", "Decoder", "Train"]) {
        await page.evaluate(go, name.toLowerCase());
        found[name].push(await page.evaluate(train, seconds));
      }
    }
    const images = (of) => of.map(({ images }) => images);
    const base = median(images(found["Train, the others never opened"]));
    for (const [name, of] of Object.entries(found)) {
      const own = median(images(of));
      row(
        set.name,
        name,
        `${ms(own)} (${images(of).map(ms).join(", ")})`,
        (own / base).toFixed(2),
        median(of.map(({ traces }) => traces)).toFixed(1),
        ms(
          quantile(
            of.flatMap(({ frames }) => frames),
            0.95,
          ),
        ),
      );
    }
    await untouched.close();
    await page.close();
  }

  console.log(
    `\n64 x 64 x 3, convolutions of 32, 64, 128 and 256 channels, all maps shown: ${seconds} s down and up\n`,
  );
  row("model", "frames a second", "median frame, ms", "95% of frames below, ms", "longest, ms", "maps drawn");
  row("---", "---:", "---:", "---:", "---:", "---:");
  const page = await open(large);
  await page.evaluate(go, "encoder");
  await page.waitForFunction(() => window.vaePlayground.state.traced);
  const height = await page.evaluate(showAll);
  for (const trains of [false, true]) {
    if (trains) await page.evaluate(() => window.vaePlayground.session.trainOn());
    const { frames, drawn } = await page.evaluate(scroll, { seconds, height });
    const rate = (1000 * frames.length) / frames.reduce((sum, frame) => sum + frame, 0);
    row(
      trains ? "trains" : "rests",
      ms(rate),
      ms(median(frames)),
      ms(quantile(frames, 0.95)),
      ms(Math.max(...frames)),
      drawn,
    );
  }
} finally {
  await browser.close();
  await server.close();
}

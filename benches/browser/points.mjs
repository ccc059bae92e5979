// How the built page copes with 70,000 points: the map while it moves, with all of them at each frame and with as many as
// it takes itself; and a Gaussian mixture fitted to as many codes. node benches/browser/points.mjs [seconds]
import { preview } from "vite";
import { launch } from "./chromium.mjs";
import { quantile } from "./steady.mjs";

const seconds = Number(process.argv[2] ?? 5);
const count = 70_000;
/** Each is measured so often. */
const turns = 3;

/** Runs before the page: numbers that are the same at each run, and a count of the points that are drawn. */
function setUp() {
  let state = 1;
  const uniform = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  const { clear, drawArrays } = WebGL2RenderingContext.prototype;
  const watch = { all: false, frames: 0, points: 0 };
  /** Images that have been drawn at most: all of them. */
  let most = 0;
  Object.assign(window, {
    watch,
    /** Codes of ten classes, each normal around a place of its own. */
    makeCodes(count, dimensions, between, within) {
      const middles = Float32Array.from({ length: 10 * dimensions }, () => between * normal());
      return Float32Array.from({ length: count * dimensions }, (_, i) => {
        const point = Math.floor(i / dimensions);
        return middles[(point % 10) * dimensions + (i % dimensions)] + within * normal();
      });
    },
  });
  WebGL2RenderingContext.prototype.clear = function (mask) {
    watch.frames += 1;
    clear.call(this, mask);
  };
  WebGL2RenderingContext.prototype.drawArrays = function (mode, first, count) {
    most = Math.max(most, first + count);
    // Training images come first, and test images, where they are drawn apart, go with them.
    if (watch.all && first > 0) return;
    const drawn = watch.all ? most : count;
    watch.points += drawn;
    drawArrays.call(this, mode, first, drawn);
  };
}

/** Runs in the page: gives it images, and codes as of an encoder that tells their classes apart. */
async function showPoints(count) {
  const { vaePlayground: playground, makeCodes } = window;
  const pixels = new Float32Array(count * 16).fill(0.5);
  const testRows = Uint32Array.from({ length: count / 7 }, (_, i) => i * 7);
  const labels = Uint8Array.from({ length: count }, (_, i) => i % 10);
  const classNames = Array.from({ length: 10 }, (_, i) => String(i));
  const images = { pixels, shape: [count, 4, 4, 1], testRows, labels };
  await playground.setData(images, { name: "Points", classNames });
  const rows = Uint32Array.from({ length: count }, (_, row) => row);
  const codes = { mean: makeCodes(count, 2, 1.5, 0.6), logVariance: new Float32Array(2 * count).fill(-4) };
  playground.store.set({ latents: { rows, latent: 2, step: playground.state.step, ...codes } });
}

/** Runs in the page: drags the map in circles, and returns how long each frame took and how many points it had. */
async function move({ seconds, all }) {
  const { watch } = window;
  const canvas = [
    ...document.querySelector("vae-playground").shadowRoot.querySelectorAll(".map-stage canvas"),
  ];
  const { left, top, width, height } = canvas.at(-1).getBoundingClientRect();
  const [x, y] = [left + width / 2, top + height / 2];
  const mouse = { bubbles: true, pointerId: 1, pointerType: "mouse", isPrimary: true, shiftKey: true };
  const send = (type, dx, dy, buttons) =>
    canvas
      .at(-1)
      .dispatchEvent(new PointerEvent(type, { ...mouse, buttons, clientX: x + dx, clientY: y + dy }));
  const nextFrame = () => new Promise((resolve) => requestAnimationFrame(() => resolve(performance.now())));
  const frames = [];
  send("pointerdown", 0, 0, 1);
  Object.assign(watch, { all, frames: 0, points: 0 });
  const began = await nextFrame();
  for (let last = began; last - began < seconds * 1000;) {
    const angle = ((last - began) / 1000) * Math.PI;
    send("pointermove", 80 * Math.sin(angle), 80 * (1 - Math.cos(angle)), 1);
    const now = await nextFrame();
    frames.push(now - last);
    last = now;
  }
  const points = watch.points / watch.frames;
  send("pointerup", 0, 0, 0);
  // It comes to rest.
  await new Promise((resolve) => setTimeout(resolve, 1000));
  return { frames, points };
}

/** Runs in the page: fits a mixture to codes whose classes overlap, and returns how long that took. */
async function fit({ count, seed }) {
  const { vaePlayground: playground, makeCodes } = window;
  const points = { values: (window.codes ??= makeCodes(count, 10, 0.6, 0.8)), dimensions: 10 };
  const began = performance.now();
  const { iterations, converged } = await playground.instrument.mixture(points, { components: 10, seed });
  return { ms: performance.now() - began, iterations, converged };
}

/** Runs in the page: cancels a fit, and returns after how long its worker had an answer to something else. */
async function cancel() {
  const { vaePlayground: playground, codes } = window;
  const points = { values: codes, dimensions: 10 };
  const controller = new AbortController();
  const { signal } = controller;
  const fitted = playground.instrument.mixture(points, { components: 10 }, { signal }).catch(() => null);
  await new Promise((resolve) => setTimeout(resolve, 300));
  const began = performance.now();
  controller.abort();
  await fitted;
  await playground.instrument.principal({ values: codes.slice(0, 100), dimensions: 10 });
  return performance.now() - began;
}

const ms = (value) => value.toFixed(0);
const rateOf = (frames) => (1000 * frames.length) / frames.reduce((sum, frame) => sum + frame, 0);
const row = (...cells) => console.log(`| ${cells.join(" | ")} |`);
const server = await preview({ preview: { port: 0, host: "127.0.0.1" }, logLevel: "error" });
const browser = await launch();
const session = await browser.newBrowserCDPSession();
/** Seconds of processor that pages have taken so far, their workers with them. */
async function processorTime() {
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  return processInfo.reduce((sum, { type, cpuTime }) => (type === "renderer" ? sum + cpuTime : sum), 0);
}
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.addInitScript(setUp);
  await page.goto(server.resolvedUrls.local[0]);
  await page.waitForFunction(() => window.vaePlayground?.state.settled);
  await page.evaluate(showPoints, count);
  await page.waitForFunction(() => window.vaePlayground?.state.settled);

  console.log(`${count} points on the map, moved for ${turns} times ${seconds} s each way, in turns\n`);
  const [all, some] = [[], []];
  let points = [];
  for (let turn = 0; turn < turns; turn++) {
    all.push(...(await page.evaluate(move, { seconds, all: true })).frames);
    const moved = await page.evaluate(move, { seconds, all: false });
    some.push(...moved.frames);
    points.push(moved.points);
  }
  row("drawn at each frame", "frames a second", "median frame, ms", "95% of frames below, ms");
  row("---", "---:", "---:", "---:");
  row("all points", ms(rateOf(all)), ms(quantile(all, 0.5)), ms(quantile(all, 0.95)));
  row(
    `some ${ms(quantile(points, 0.5))}`,
    ms(rateOf(some)),
    ms(quantile(some, 0.5)),
    ms(quantile(some, 0.95)),
  );
  console.log(`\nRatio: ${(rateOf(some) / rateOf(all)).toFixed(1)}\n`);

  console.log(`Mixtures of 10 components fitted to ${count} codes of 10 dimensions\n`);
  row("seed", "seconds", "seconds of processor", "iterations over all codes");
  row("---:", "---:", "---:", "---:");
  for (let seed = 0; seed < turns; seed++) {
    const before = await processorTime();
    const { ms, iterations, converged } = await page.evaluate(fit, { count, seed });
    const taken = (await processorTime()) - before;
    row(seed, (ms / 1000).toFixed(2), taken.toFixed(2), `${iterations}${converged ? "" : ", not converged"}`);
  }
  console.log(`\nCancelled: ${ms(await page.evaluate(cancel))} ms until something else is answered`);
} finally {
  await browser.close();
  await server.close();
}

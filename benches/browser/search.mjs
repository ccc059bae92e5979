// How long the built page's search of a 128 x 128 scene takes on the CPU, with a model of 28 x 28 images:
// node benches/browser/search.mjs [searches]
import { preview } from "vite";
import { launch } from "./chromium.mjs";
import { quantile } from "./steady.mjs";

const searches = Number(process.argv[2] ?? 20);

/** Runs in the page: trains on rings, whose strokes are as thick as digits' are, and searches a scene of four. */
async function search(searches) {
  const side = 28;
  const ring = (n) =>
    Float32Array.from({ length: side * side }, (_, i) => {
      const [x, y] = [i % side, Math.floor(i / side)];
      const away = Math.hypot(x - 13 - (n % 3), y - 13 - ((n >> 2) % 3)) - 4 - (n % 6);
      return Math.max(0, 1 - Math.abs(away) / 1.5);
    });
  const count = 2000;
  const pixels = new Float32Array(count * side * side);
  for (let n = 0; n < count; n++) pixels.set(ring(n), n * side * side);
  const { vaePlayground: playground } = window;
  const images = { pixels, shape: [count, side, side, 1], testRows: new Uint32Array([0]) };
  await playground.setData(images, { name: "Rings" });
  const { options } = playground.state;
  const model = { ...options.model, latent: 20, encoder: [400], decoder: [400] };
  await playground.session.reset("cpu", { ...options, model });
  const { vae } = playground;
  await vae.trainSteps(300);
  const size = 128;
  const scene = new Float32Array(size * size);
  [
    [10, 10],
    [80, 20],
    [30, 85],
    [90, 90],
  ].forEach(([left, top], n) => {
    ring(7 * n + 1).forEach((value, i) => {
      scene[(top + Math.floor(i / side)) * size + left + (i % side)] = value;
    });
  });
  const times = [];
  let found = 0;
  for (let i = 0; i < searches; i++) {
    const began = performance.now();
    found = (await vae.detect({ pixels: scene, shape: [size, size, 1] })).objects.length;
    times.push(performance.now() - began);
  }
  return { times, found };
}

const server = await preview({ preview: { port: 0, host: "127.0.0.1" }, logLevel: "error" });
const browser = await launch();
try {
  const page = await browser.newPage();
  await page.goto(server.resolvedUrls.local[0]);
  await page.waitForFunction(() => window.vaePlayground?.state.settled);
  const { times, found } = await page.evaluate(search, searches);
  const [median, most] = [0.5, 0.95].map((share) => quantile(times, share));
  console.log(`${searches} searches of 128 x 128, 784-400-20-400-784: ${found} of 4 objects found,`);
  console.log(
    `median ${median.toFixed(0)} ms, 95% below ${most.toFixed(0)} ms, ${(1000 / median).toFixed(1)} scenes a second`,
  );
} finally {
  await browser.close();
  await server.close();
}

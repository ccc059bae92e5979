// How the built page feels while it trains on the CPU: node benches/browser/responsive.mjs [seconds]
import { preview } from "vite";
import { launch } from "./chromium.mjs";
import { quantile } from "./steady.mjs";

const seconds = Number(process.argv[2] ?? 8);

/** Images of noise cost what others do. Of each set: how many, their side, and the model. */
const sets = [
  { name: "1,797 of 8 x 8, dense", count: 1797, side: 8, model: {} },
  { name: "70,000 of 28 x 28, dense", count: 70_000, side: 28, model: { encoder: [400], decoder: [400] } },
  { name: "70,000 of 28 x 28, convolutions", count: 70_000, side: 28, model: { channels: [16, 32] } },
];

/** Runs in the page: gives the playground other images and another model. */
async function prepare({ count, side, model }) {
  const { vaePlayground: playground } = window;
  const pixels = Float32Array.from({ length: count * side * side }, (_, i) => ((i * 0.618034) % 1) ** 2);
  const testRows = Uint32Array.from({ length: Math.floor(count / 7) }, (_, i) => i * 7);
  const labels = Uint8Array.from({ length: count }, (_, i) => i % 10);
  await playground.setData({ pixels, shape: [count, side, side, 1], testRows, labels }, { name: "Noise" });
  const { choice, options } = playground.state;
  await playground.session.reset(choice, { ...options, model: { ...options.model, ...model } });
}

/** Runs in the page: presses Train, and returns after how many milliseconds a step is shown. */
async function firstStep() {
  const { vaePlayground: playground } = window;
  const pressed = performance.now();
  playground.train();
  while (playground.state.step === 0) await new Promise((resolve) => requestAnimationFrame(resolve));
  return performance.now() - pressed;
}

/** Runs in the page while it trains. */
async function watch(seconds) {
  const { vaePlayground: playground } = window;
  const [frames, tasks, answers] = [[], [], []];
  const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map((e) => e.duration)));
  observer.observe({ type: "longtask" });
  const latent = playground.state.options.model.latent;
  let asked = 0;
  for (let began = performance.now(), last = began; last - began < seconds * 1000;) {
    const now = await new Promise((resolve) => requestAnimationFrame(() => resolve(performance.now())));
    frames.push(now - last);
    last = now;
    if (now - asked < 250) continue;
    asked = now;
    playground.vae.decode(new Float32Array(latent)).then(() => answers.push(performance.now() - now));
  }
  observer.disconnect();
  const { step } = playground.state;
  await playground.pause();
  return { frames, tasks, answers, step };
}

const ms = (value) => value.toFixed(0);
const server = await preview({ preview: { port: 0, host: "127.0.0.1" }, logLevel: "error" });
const browser = await launch();
try {
  console.log(`${seconds} s of training on each set\n`);
  console.log(
    "| images | Train to first step, ms | frames a second | longest frame, ms | long tasks (longest, ms) | answer to a command, ms (longest) | steps |",
  );
  console.log("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
  for (const set of sets) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(server.resolvedUrls.local[0]);
    await page.waitForFunction(() => window.vaePlayground?.state.settled);
    await page.evaluate(prepare, set);
    const first = await page.evaluate(firstStep);
    const { frames, tasks, answers, step } = await page.evaluate(watch, seconds);
    const rate = (1000 * frames.length) / frames.reduce((sum, frame) => sum + frame, 0);
    const cells = [
      ms(first),
      ms(rate),
      ms(Math.max(...frames)),
      `${tasks.length} (${ms(Math.max(0, ...tasks))})`,
      `${ms(quantile(answers, 0.5))} (${ms(Math.max(...answers))})`,
      step,
    ];
    console.log(`| ${set.name} | ${cells.join(" | ")} |`);
    await page.close();
  }
} finally {
  await browser.close();
  await server.close();
}

// What a step costs while images of 64 x 64 x 3 stay in their file, of few and of many in turns:
// node benches/browser/stored.mjs [images ...]
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { preview } from "vite";
import { launchOptions } from "./chromium.mjs";
import { quantile } from "./steady.mjs";

const counts = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [7_000, 70_000];
const size = 64 * 64 * 3;
const [chunks, steps] = [8, 8];
const slowly = { timeout: 300_000 };

/** An NPY file of so many images, each a part of the same noise. */
function write(path, count) {
  const file = openSync(path, "w");
  const dict = `{'descr': '|u1', 'fortran_order': False, 'shape': (${count}, 64, 64, 3), }\n`;
  const header = Buffer.from(`\x93NUMPY\x01\x00\x00\x00${dict}`, "latin1");
  header.writeUInt16LE(dict.length, 8);
  writeSync(file, header);
  const noise = Buffer.from(Uint8Array.from({ length: 2 * size }, (_, at) => (at * at * 31) % 256));
  for (let row = 0; row < count; row++) writeSync(file, noise, (row * 7919) % size, size);
  closeSync(file);
}

const told = (id, file) => readFileSync(`/proc/${id}/${file}`, "latin1");
const number = (status, name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(status)[1]);

/** Whether a process, or one that it comes from, was started with this profile. */
function isOf(profile, id) {
  if (id < 2) return false;
  return told(id, "cmdline").includes(profile) || isOf(profile, number(told(id, "status"), "PPid"));
}

/** The most memory that a page's process has had, in MB, as Linux tells. */
function mostOfPages(profile) {
  const held = readdirSync("/proc").map((id) => {
    try {
      if (!told(id, "cmdline").includes("--type=renderer") || !isOf(profile, id)) return 0;
      return number(told(id, "status"), "VmHWM") / 1000;
    } catch {
      // It is no process, or has ended.
      return 0;
    }
  });
  return Math.max(...held);
}

/** Runs in the page, like those below: a model of one hidden layer. */
async function begin() {
  const { session, state } = window.vaePlayground;
  const model = { ...state.options.model, channels: [], encoder: [128], decoder: [128], latent: 16 };
  const training = { ...state.options.training, batchSize: 128 };
  await session.reset("cpu", { ...state.options, model, training });
  await window.vaePlayground.vae.trainSteps(5);
}

/** Milliseconds a step; all images are for training, so that none is evaluated at an epoch's end. */
async function train(steps) {
  const began = performance.now();
  const { steps: taken } = await window.vaePlayground.vae.trainSteps(steps);
  return (performance.now() - began) / taken;
}

/** Milliseconds of a first and a second checkpoint: the first looks at all images. */
async function save() {
  const { vae } = window.vaePlayground;
  const times = [];
  for (let i = 0; i < 2; i++) {
    const began = performance.now();
    await vae.save();
    times.push(performance.now() - began);
  }
  return times;
}

/** A page of its own with so many images, in a profile of its own: a private window's storage is in another process, and slow. */
async function open(folder, url, count) {
  const path = join(folder, `${count}.npy`);
  write(path, count);
  const profile = join(folder, `profile-${count}`);
  const browser = await chromium.launchPersistentContext(profile, launchOptions());
  const page = await browser.newPage();
  await page.goto(url);
  await page.waitForFunction(() => window.vaePlayground?.state.settled);
  await page.locator(".data-fold > summary").click();
  await page.getByLabel("Data set", { exact: true }).selectOption("Your images");
  await page.getByLabel("Number of images", { exact: true }).fill(String(count));
  await page.getByLabel("Test fraction", { exact: true }).fill("0");
  const began = performance.now();
  await page.getByLabel("Image files").setInputFiles(path);
  const there = (count) => window.vaePlayground.state.dataset?.images.stored?.shape[0] === count;
  await page.waitForFunction(there, count, slowly);
  const opened = performance.now() - began;
  await page.evaluate(begin);
  return { browser, page, profile, count, opened, times: [] };
}

const server = await preview({ preview: { port: 0, host: "127.0.0.1" }, logLevel: "error" });
const folder = mkdtempSync(join(tmpdir(), "stored-"));
const runs = [];
try {
  for (const count of counts) runs.push(await open(folder, server.resolvedUrls.local[0], count));
  for (let chunk = 0; chunk < chunks; chunk++)
    for (const { page, times } of runs) times.push(await page.evaluate(train, steps));
  for (const { page, profile, count, opened, times } of runs) {
    const [low, median, high] = [0.25, 0.5, 0.75].map((share) => quantile(times, share).toFixed(1));
    const [first, second] = (await page.evaluate(save)).map((ms) => ms.toFixed(0));
    console.log(
      `${count} images: opened in ${opened.toFixed(0)} ms; ${median} ms a step (${low} to ${high}); checkpoints ` +
        `${first} and ${second} ms; the page's process at most ${mostOfPages(profile).toFixed(0)} MB`,
    );
  }
} finally {
  for (const { browser } of runs) await browser.close();
  rmSync(folder, { recursive: true, maxRetries: 5 });
  await server.close();
}

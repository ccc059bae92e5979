// Trains the reference network on the digits with the built page, as a visitor does, and prints the test
// losses: node benches/browser/digits.mjs [epochs]
import { preview } from "vite";
import { launch } from "./chromium.mjs";

const epochs = Number(process.argv[2] ?? 400);
const server = await preview({ preview: { port: 0, host: "127.0.0.1" }, logLevel: "error" });
const browser = await launch();
try {
  const page = await browser.newPage();
  await page.goto(server.resolvedUrls.local[0]);
  await page.waitForFunction(() => window.vaePlayground?.state.test);
  const result = await page.evaluate(async (epochs) => {
    const { vae } = window.vaePlayground;
    const began = performance.now();
    let latest;
    for await (const progress of vae.train({ epochs })) latest = progress;
    return { ...latest, device: vae.device, ms: performance.now() - began };
  }, epochs);
  const { test, step, device, ms } = result;
  const [loss, reconstruction, kl] = [test.loss, test.reconstruction, test.kl].map((v) => v.toFixed(2));
  console.log(
    `browser (${browser.version()}), ${device.kind} device: test -ELBO ${loss} = ` +
      `reconstruction ${reconstruction} + KL ${kl}; ${(ms / step).toFixed(3)} ms a step with evaluation`,
  );
} finally {
  await browser.close();
  await server.close();
}

import { defineConfig } from "@playwright/test";
import { launchOptions } from "../../benches/browser/chromium.mjs";

const port = Number(process.env["E2E_PORT"] ?? 4173);

/**
 * Faults on the built site, in a browser with a software GPU: `./build.sh faults`. Those that take long have `@long` in their
 * names, and are left out of `./build.sh test`.
 */
export default defineConfig({
  testDir: ".",
  outputDir: "../../target/faults",
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: "list",
  use: {
    baseURL: `http://localhost:${port}/`,
    viewport: { width: 1280, height: 800 },
    // The scripts of workers are changed on their way.
    serviceWorkers: "block",
    launchOptions: launchOptions(["--enable-unsafe-webgpu"]),
  },
  webServer: {
    command: `npx vite preview --port ${port} --strictPort`,
    cwd: "../..",
    port,
    reuseExistingServer: !process.env["CI"],
  },
});

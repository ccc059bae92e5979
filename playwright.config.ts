import { defineConfig } from "@playwright/test";
import { launchOptions } from "./benches/browser/chromium.mjs";

const port = Number(process.env["E2E_PORT"] ?? 4173);

// SwiftShader, a software adapter: right, but slow.
const gpu = { launchOptions: launchOptions(["--enable-unsafe-webgpu"]) };

/** Tests the built site: `npm run build` comes first. */
export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "target/e2e",
  // Tests measure speed, and training takes a core of its own.
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: "list",
  use: {
    baseURL: `http://localhost:${port}/`,
    viewport: { width: 1280, height: 800 },
    // Its requests can't be intercepted, which most tests do; hosting.spec.ts lets it work.
    serviceWorkers: "block",
  },
  projects: [
    { name: "webgpu", testIgnore: "no-webgpu.spec.ts", use: gpu },
    { name: "no-webgpu", testMatch: "no-webgpu.spec.ts", use: { launchOptions: launchOptions() } },
    // `./build.sh faults`. Those that take long have `@long` in their names, and are left out of `./build.sh test`.
    { name: "faults", testDir: "tests/faults", use: gpu },
  ],
  webServer: {
    command: `npx vite preview --port ${port} --strictPort`,
    port,
    reuseExistingServer: !process.env["CI"],
  },
});

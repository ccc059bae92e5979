import { defineConfig } from "@playwright/test";
import { launchOptions } from "../../benches/browser/chromium.mjs";
import type { HostOptions } from "./notebook-page";
import { ports, python, settings, workspace } from "./servers";

/** Tests the installed wheel in real notebook servers: `./build.sh test` builds and installs it first. */
export default defineConfig<HostOptions>({
  testDir: ".",
  outputDir: "../../target/notebook-tests",
  // Each test has a kernel, and training takes a core of its own.
  workers: 1,
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: "list",
  use: {
    viewport: { width: 1280, height: 900 },
    launchOptions: launchOptions(),
    baseURL: `http://127.0.0.1:${ports.jupyter}/`,
  },
  projects: [
    { name: "lab", testIgnore: "marimo.spec.ts", use: { host: "lab" } },
    { name: "notebook", testMatch: "widget.spec.ts", use: { host: "notebook" } },
    { name: "marimo", testMatch: "marimo.spec.ts" },
  ],
  webServer: [
    {
      // Serves Notebook 7 as well.
      command:
        `"${python}" -m jupyterlab --allow-root --no-browser --ip 127.0.0.1 --port ${ports.jupyter} ` +
        `--ServerApp.port_retries=0 --IdentityProvider.token= --ServerApp.root_dir="${workspace}"`,
      // Nobody's own settings.
      env: {
        JUPYTER_CONFIG_DIR: `${workspace}/.jupyter`,
        JUPYTER_DATA_DIR: `${workspace}/.jupyter-data`,
        JUPYTERLAB_SETTINGS_DIR: settings,
        JUPYTERLAB_WORKSPACES_DIR: `${workspace}/.workspaces`,
        IPYTHONDIR: `${workspace}/.ipython`,
      },
      url: `http://127.0.0.1:${ports.jupyter}/api`,
      reuseExistingServer: false,
      stdout: "ignore",
      stderr: "ignore",
    },
    {
      command: `"${python}" -m marimo -q run --headless --no-token --host 127.0.0.1 --port ${ports.marimo} tests/notebook/marimo_digits.py`,
      cwd: "../..",
      env: { XDG_CONFIG_HOME: `${workspace}/.config`, XDG_STATE_HOME: `${workspace}/.state` },
      url: `http://127.0.0.1:${ports.marimo}/health`,
      reuseExistingServer: false,
      stdout: "ignore",
      stderr: "ignore",
    },
  ],
});

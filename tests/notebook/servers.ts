import { mkdirSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

/** The Python with the wheel and the hosts: see setup_notebook in scripts/setup.sh. */
export const python =
  process.env["VAE_PLAYGROUND_NOTEBOOK_PYTHON"] ??
  `${process.env["VAE_PLAYGROUND_CACHE"] ?? `${homedir()}/.cache/vae-playground`}/notebook-venv/bin/python`;

/** Where the notebooks of the tests lie. */
export const workspace = fileURLToPath(new URL("../../target/notebooks", import.meta.url));

/** Lab's settings: it is light, asks for no news, and saves widgets with their notebook, as it does not unless told. */
export const settings = `${workspace}/.settings`;
function set(plugin: string, values: object): void {
  const file = `${settings}/${plugin}.jupyterlab-settings`;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(values));
}
set("@jupyter-widgets/jupyterlab-manager/plugin", { saveState: true });
set("@jupyterlab/apputils-extension/notification", { fetchNews: "false", checkForUpdates: false });
set("@jupyterlab/apputils-extension/themes", { theme: "JupyterLab Light" });

export const ports = { jupyter: 4183, marimo: 4184 };

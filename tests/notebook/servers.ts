import { mkdirSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { fileURLToPath } from "node:url";

/** The Python with the wheel and the hosts: see setup_notebook in scripts/setup.sh. */
export const python =
  process.env["VAE_PLAYGROUND_NOTEBOOK_PYTHON"] ??
  `${process.env["VAE_PLAYGROUND_CACHE"] ?? `${homedir()}/.cache/vae-playground`}/notebook-venv/bin/python`;

/** Where the notebooks of the tests lie. */
export const workspace = fileURLToPath(new URL("../../target/notebooks", import.meta.url));

/** Lab's settings: with a notebook it saves its widgets, as it does not unless told. */
export const settings = `${workspace}/.settings`;
const ofWidgets = `${settings}/@jupyter-widgets/jupyterlab-manager`;
mkdirSync(ofWidgets, { recursive: true });
writeFileSync(`${ofWidgets}/plugin.jupyterlab-settings`, '{ "saveState": true }');

export const ports = { jupyter: 4183, marimo: 4184 };

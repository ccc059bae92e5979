import { openFeatures, openInstrument } from "#assets/worker";
import { words } from "../text/worker";
import * as module from "../pkg/instrument/vae_playground_instrument";

/** What is loaded once; after a failure it is tried again. */
function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () =>
    (loading ??= load().catch((error) => {
      loading = undefined;
      throw error;
    }));
}

async function download<T>(open: () => Promise<Response | T>): Promise<Response | T> {
  const { notDownloaded, notServed } = words.instrument;
  const file = await open().catch((error: Error) => {
    throw new Error(notDownloaded(error.message));
  });
  if (file instanceof Response && !file.ok) throw new Error(notServed(file.status));
  return file;
}

/** The wasm module of models and measures of points. */
export const loadInstrument = once(async () => {
  await module.default({ module_or_path: await download(openInstrument) });
  return module;
});

/** The network that gives images features (`scripts/make_features.py`). */
export const loadFeatures = once(
  async () => new Uint8Array(await (await download<Response>(openFeatures)).arrayBuffer()),
);

import { openInstrument } from "#assets/worker";
import { words } from "../text/worker";
import * as module from "../pkg/instrument/vae_playground_instrument";

let loading: Promise<typeof module> | undefined;

async function download(): Promise<typeof module> {
  const code = await openInstrument().catch((error: Error) => {
    throw new Error(words.instrument.notDownloaded(error.message));
  });
  if (!code.ok) throw new Error(words.instrument.notServed(code.status));
  await module.default({ module_or_path: code });
  return module;
}

/** The wasm module of models and measures of points, once; after a failure it is tried again. */
export function loadInstrument(): Promise<typeof module> {
  loading ??= download().catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

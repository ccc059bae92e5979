import { openDataModule } from "#assets/worker";
import { words } from "../text/worker";
import * as module from "../pkg/images/vae_playground_images";

export type DataModule = typeof module;

let loading: Promise<DataModule> | undefined;

async function download(): Promise<DataModule> {
  const code = await openDataModule().catch((error: Error) => {
    throw new Error(words.data.readerNotDownloaded(error.message));
  });
  if (code instanceof Response && !code.ok) throw new Error(words.data.readerNotServed(code.status));
  await module.default({ module_or_path: code });
  return module;
}

/** The wasm module that reads and makes image sets, once. */
export const loadDataModule = () => (loading ??= download());

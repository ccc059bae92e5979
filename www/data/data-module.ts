import { openDataModule } from "#assets/worker";
import * as module from "../pkg/images/vae_playground_images";

export type DataModule = typeof module;

let loading: Promise<DataModule> | undefined;

async function download(): Promise<DataModule> {
  const code = await openDataModule().catch((error: Error) => {
    throw new Error(`The reader of images could not be downloaded: ${error.message}. Try again.`);
  });
  if (!code.ok) {
    throw new Error(`The reader of images could not be downloaded: the server answered ${code.status}.`);
  }
  await module.default({ module_or_path: code });
  return module;
}

/** The wasm module that reads and makes image sets, once. */
export const loadDataModule = () => (loading ??= download());

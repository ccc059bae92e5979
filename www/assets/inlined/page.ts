// What the page needs beside its own script, inside it: `#assets/page` of the one-file build. Nothing is fetched, so
// that it runs from a file:// page, under a policy that forbids requests, and from a script that has no address.
import digits from "../../public/data/digits.safetensors?packed";
import features from "../../public/data/features.safetensors?packed";
import cpu from "../../pkg/cpu/vae_playground_whole.wasm?packed";
import data from "../../pkg/images/vae_playground_images_bg.wasm?packed";
import instrument from "../../pkg/instrument/vae_playground_instrument_bg.wasm?packed";
import engineScript from "../../engine/worker.ts?script";
import loaderScript from "../../data/worker.ts?script";
import instrumentScript from "../../instrument/worker.ts?script";
import { locale } from "../../text/locale";
import { unpack, type Parts } from "./parts";

/** The script's own address; a classic script has no `import.meta`. */
const address = (document.currentScript as HTMLScriptElement | null)?.src ?? import.meta.url;

/** The GPU's module would make the file five times as large: it lies beside it where there is a beside. */
const webgpu = /^https?:/.test(address)
  ? new URL("./pkg/webgpu/vae_playground_bg.wasm", address).href
  : undefined;

/** Starts workers from a text, with what they need before it. */
function starter(script: string, parts: Parts): () => Worker {
  let url: string | undefined;
  return () => {
    url ??= URL.createObjectURL(
      new Blob([`self.vaePlaygroundParts=${JSON.stringify(parts)};`, script], { type: "text/javascript" }),
    );
    // It is named after the language that it speaks.
    return new Worker(url, { name: locale });
  };
}

export const startEngine = starter(engineScript, { wasm: cpu, ...(webgpu && { webgpu }) });
export const startLoader = starter(loaderScript, { wasm: data });
export const startInstrument = starter(instrumentScript, { wasm: instrument, features });
export const openDigits = (): Promise<Response> => Promise.resolve(unpack(digits));

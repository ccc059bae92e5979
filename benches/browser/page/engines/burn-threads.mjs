// What a Chromium visitor of an isolated page gets: the module whose kernels run on every core.
import * as module from "../../../../www/pkg/cpu-threads/vae_playground.js";
import { withHelpers } from "../../../../www/engine/pool/start.ts";
import { serve } from "../engine.mjs";
import { burnEngine } from "./burn.mjs";

const code = new URL("../../../../www/pkg/cpu-threads/vae_playground_whole.wasm", import.meta.url);
const startHelper = () =>
  new Worker(new URL("../../../../www/engine/pool/helper.ts", import.meta.url), { type: "module" });

async function instantiate() {
  const compiled = await WebAssembly.compileStreaming(fetch(code));
  const { threads } = await withHelpers(module, compiled, startHelper);
  if (threads.lacking) throw new Error(threads.lacking);
}

serve(burnEngine({ default: instantiate, Session: module.Session }));

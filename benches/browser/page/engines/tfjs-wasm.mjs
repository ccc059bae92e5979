import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import simd from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import threaded from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url";
import plain from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import { serve } from "../engine.mjs";
import { tfjsEngine } from "./tfjs.mjs";
import "./tfjs-wasm-kernels.mjs";

// It wants every path, and fetches one: here SIMD without threads, for the page is not cross-origin isolated.
setWasmPaths({
  "tfjs-backend-wasm-simd.wasm": simd,
  "tfjs-backend-wasm-threaded-simd.wasm": threaded,
  "tfjs-backend-wasm.wasm": plain,
});
serve(tfjsEngine("wasm"));

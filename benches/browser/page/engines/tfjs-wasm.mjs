// TensorFlow.js on one thread.
import { env } from "@tensorflow/tfjs-core";
import { tfjsEngine } from "./tfjs.mjs";
import { serve } from "../engine.mjs";
import "./tfjs-wasm-paths.mjs";

env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
serve(tfjsEngine("wasm"));

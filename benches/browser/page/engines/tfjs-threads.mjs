// TensorFlow.js with a thread for each core.
import { setThreadsCount } from "@tensorflow/tfjs-backend-wasm";
import { tfjsEngine } from "./tfjs.mjs";
import { serve } from "../engine.mjs";
import "./tfjs-wasm-paths.mjs";

// It takes half of the cores that it finds, however many it is told to take.
const cores = navigator.hardwareConcurrency;
Object.defineProperty(navigator, "hardwareConcurrency", { value: 2 * cores });
setThreadsCount(cores);
serve(tfjsEngine("wasm"));

// What a Chromium visitor gets: the module with relaxed SIMD.
import * as module from "../../../../www/pkg/cpu-relaxed/vae_playground.js";
import { serve } from "../engine.mjs";
import { burnEngine } from "./burn.mjs";

const code = new URL("../../../../www/pkg/cpu-relaxed/vae_playground_whole.wasm", import.meta.url);
const instantiate = () => module.default({ module_or_path: code });

serve(burnEngine({ default: instantiate, Session: module.Session }));

// What a Chromium visitor gets: the module with relaxed SIMD.
import * as module from "../../../../www/pkg/cpu-relaxed/vae_playground.js";
import { serve } from "../engine.mjs";
import { burnEngine } from "./burn.mjs";

serve(burnEngine(module));

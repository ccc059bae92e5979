import * as module from "../../../../www/pkg/cpu/vae_playground.js";
import { serve } from "../engine.mjs";
import { burnEngine } from "./burn.mjs";

serve(burnEngine(module));

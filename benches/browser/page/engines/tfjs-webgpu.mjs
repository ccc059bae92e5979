import "@tensorflow/tfjs-backend-webgpu";
import { serve } from "../engine.mjs";
import { tfjsEngine } from "./tfjs.mjs";

serve(tfjsEngine("webgpu"));

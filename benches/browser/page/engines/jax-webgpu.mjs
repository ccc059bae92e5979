import { serve } from "../engine.mjs";
import { jaxEngine } from "./jax.mjs";

serve(jaxEngine("webgpu"));

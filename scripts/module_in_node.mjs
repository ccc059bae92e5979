// One of the CPU's modules in Node.
import { setFlagsFromString } from "node:v8";
import { rolldown } from "rolldown";

// Node 20 has it, behind this.
setFlagsFromString("--experimental-wasm-relaxed-simd");

/** What `entry` exports, in one script; other sources stand in place of the modules of their names. */
export async function imported(sources) {
  const given = {
    name: "given",
    resolveId: (id) => (id in sources ? id : null),
    load: (id) => sources[id] ?? null,
  };
  const bundle = await rolldown({
    input: "entry",
    platform: "browser",
    plugins: [given],
    checks: { pluginTimings: false },
  });
  const { output } = await bundle.generate({ format: "es" });
  return import(`data:text/javascript,${encodeURIComponent(output[0].code)}`);
}

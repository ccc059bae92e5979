/**
 * Milliseconds that a step's matrix products alone take at this machine's single-thread SIMD peak, measured
 * in the same run: what no CPU engine can be faster than. `null` while nothing measures it; the table then
 * shows a dash. To come with issue 3, item 2: a plain product of the step's shapes in wasm.
 */
export async function floorMs(_page, _workload) {
  return null;
}

// Times the floor's module (benches/floor) in a worker, as an engine would run it.
import { answer } from "./engine.mjs";

/** One timing: the page's clock has ticks of 0.1 ms, and the compiler's second tier takes over meanwhile. */
const leastMs = 20;
const timings = 9;

/** The fewest milliseconds that one of many repeats of `work(repeats)` took. */
function bestMs(work) {
  const time = (repeats) => {
    const began = performance.now();
    work(repeats);
    return performance.now() - began;
  };
  let repeats = 1;
  let best = Infinity;
  for (let done = 0; done < timings;) {
    const ms = time(repeats);
    if (ms < leastMs) {
      repeats *= 2;
    } else {
      best = Math.min(best, ms / repeats);
      done++;
    }
  }
  return best;
}

/** Milliseconds of each product, and the machine's peak in floating-point operations a millisecond. */
async function measure(products) {
  const url = new URL("/floor.wasm", self.location.origin);
  const { exports } = (await WebAssembly.instantiateStreaming(fetch(url))).instance;
  const ms = products.map(({ shape, leftTransposed, rightTransposed }) =>
    bestMs((repeats) => exports.product(...shape, leftTransposed, rightTransposed, repeats)),
  );
  const operations = exports.peak(1);
  return { ms, peak: operations / bestMs((repeats) => exports.peak(repeats)) };
}

answer({ measure });

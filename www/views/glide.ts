const duration = 160;
/** Above this many values a tween costs more frames than it smooths. */
const mostValues = 40_000;

/** Moves an array of coordinates smoothly to its next values, so that the eye can follow points. */
export function createGlide(onMove: (values: Float32Array) => void) {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let shown = new Float32Array();
  let from = shown;
  let target = shown;
  let start = 0;
  let pending = 0;

  function move(now: number): void {
    const t = Math.min(1, Math.max(0, (now - start) / duration));
    const eased = t * (2 - t);
    shown = t === 1 ? target : from.map((value, i) => value + (target[i]! - value) * eased);
    pending = t === 1 ? 0 : requestAnimationFrame(move);
    onMove(shown);
  }

  return {
    to(values: Float32Array<ArrayBuffer>, atOnce = false) {
      cancelAnimationFrame(pending);
      from = shown;
      target = values;
      start = performance.now();
      const jump = atOnce || still.matches || values.length !== shown.length || values.length > mostValues;
      if (jump) start -= duration;
      pending = requestAnimationFrame(move);
    },
    destroy: () => cancelAnimationFrame(pending),
  };
}

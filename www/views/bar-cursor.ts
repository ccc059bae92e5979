/** Where bars of equal width stand side by side on a canvas, and which of them is pointed at. */
export interface Bars {
  /** Room before the first and after the last, in pixels. */
  left: number;
  right: number;
  count(): number;
  cursor(): number;
  /** -1 where none is pointed at any more. */
  point(index: number): void;
}

/** Points at bars by pointer, arrow keys, Home and End. */
export function pointAtBars(canvas: HTMLCanvasElement, bars: Bars, signal: AbortSignal): void {
  const { left, right, count, cursor, point } = bars;
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "application");

  function at(event: PointerEvent): number {
    const x = event.clientX - canvas.getBoundingClientRect().left - left;
    const index = Math.floor((x / (canvas.clientWidth - left - right)) * count());
    return index >= 0 && index < count() ? index : -1;
  }

  canvas.addEventListener("pointermove", (event) => point(at(event)), { signal });
  canvas.addEventListener("pointerdown", (event) => point(at(event)), { signal });
  canvas.addEventListener("pointerleave", () => point(-1), { signal });
  canvas.addEventListener("blur", () => point(-1), { signal });
  canvas.addEventListener(
    "keydown",
    (event) => {
      const moves: Record<string, number> = {
        ArrowLeft: Math.max(0, cursor() - 1),
        ArrowRight: Math.min(count() - 1, cursor() + 1),
        Home: 0,
        End: count() - 1,
      };
      const next = moves[event.key];
      if (next === undefined) return;
      event.preventDefault();
      point(next);
    },
    { signal },
  );
}

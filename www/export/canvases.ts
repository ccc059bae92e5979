/** The canvases of a view that are seen, those on top last; not what floats beside the pointer. */
export const canvasesOf = (view: HTMLElement): HTMLCanvasElement[] =>
  [...view.querySelectorAll("canvas")].filter(
    (canvas) => canvas.checkVisibility() && canvas.width > 0 && !canvas.closest(".tip"),
  );

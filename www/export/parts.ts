/** The canvases of a view that are seen, those on top last; not what floats beside the pointer. */
export const canvasesOf = (view: HTMLElement): HTMLCanvasElement[] =>
  [...view.querySelectorAll("canvas")].filter(
    (canvas) => canvas.checkVisibility() && canvas.width > 0 && !canvas.closest(".tip"),
  );

/** The words of a view that go into its picture. */
export const wordsOf = (view: HTMLElement): HTMLElement[] =>
  [...view.querySelectorAll<HTMLElement>("[data-pictured]")].filter((said) => said.checkVisibility());

/** Whether there is something of a view to be saved as a picture: what is drawn, or a table in colours. */
export const isPicture = (view: HTMLElement): boolean =>
  canvasesOf(view).length > 0 || wordsOf(view).some((said) => said.matches("td"));

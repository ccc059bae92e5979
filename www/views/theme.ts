/** The colours of canvas views, read from the CSS custom properties that style everything else. */
export interface Colors {
  text: string;
  muted: string;
  line: string;
  accent: string;
  surface: string;
  train: string;
  test: string;
  /** Images are drawn from paper (0) to ink (1). */
  ink: string;
  paper: string;
  /** The strongest below and above zero, which is paper. */
  negative: string;
  positive: string;
  classes: string[];
}

/** Colours of classes; with more classes they begin again. */
export const classColors = 10;

export function readColors(element: Element): Colors {
  const style = getComputedStyle(element);
  const read = (name: string) => style.getPropertyValue(name).trim();
  return {
    text: read("--text"),
    muted: read("--text-muted"),
    line: read("--line"),
    accent: read("--accent"),
    surface: read("--surface"),
    train: read("--train"),
    test: read("--test"),
    ink: read("--ink"),
    paper: read("--paper"),
    negative: read("--negative"),
    positive: read("--positive"),
    classes: Array.from({ length: classColors }, (_, index) => read(`--class-${index}`)),
  };
}

/** Calls back when the theme of the surrounding playground changes, or the contrast that is asked for; returns the clean-up. */
export function onThemeChange(element: Element, callback: () => void): () => void {
  const themed = element.closest("[data-theme]");
  if (!themed) return () => {};
  const observer = new MutationObserver(callback);
  observer.observe(themed, { attributes: true, attributeFilter: ["data-theme"] });
  const contrasts = ["(forced-colors: active)", "(prefers-contrast: more)"].map((query) => matchMedia(query));
  for (const contrast of contrasts) contrast.addEventListener("change", callback);
  return () => {
    observer.disconnect();
    for (const contrast of contrasts) contrast.removeEventListener("change", callback);
  };
}

import type { Theme } from "../../shell/theme-toggle";

/** What the hosts say of their theme: JupyterLab and Notebook, and marimo. */
function themeOf({ dataset, classList }: HTMLElement): Theme | undefined {
  if (dataset["jpThemeLight"] !== undefined) return dataset["jpThemeLight"] === "false" ? "dark" : "light";
  if (classList.contains("dark")) return "dark";
  return classList.contains("light") ? "light" : undefined;
}

/** Tells the theme of the notebook around, now and at each change, until `signal` aborts. */
export function watchTheme(tell: (theme: Theme | undefined) => void, signal: AbortSignal): void {
  const { body } = document;
  const show = () => tell(themeOf(body));
  const observer = new MutationObserver(show);
  observer.observe(body, { attributes: true, attributeFilter: ["class", "data-jp-theme-light"] });
  signal.addEventListener("abort", () => observer.disconnect());
  show();
}

import { h } from "../dom";
import { text } from "../text";

/** Dark text on a light ground, or light on dark. */
export type Theme = "light" | "dark";

const key = "vae-playground-theme";

// Storage may be forbidden, as in a sandboxed frame; the choice then lasts as long as the page.
function stored(): Theme | null {
  try {
    const value = localStorage.getItem(key);
    return value === "light" || value === "dark" ? value : null;
  } catch {
    return null;
  }
}

function store(theme: Theme): void {
  try {
    localStorage.setItem(key, theme);
  } catch {
    // Nothing to do: see above.
  }
}

/**
 * Follows the system until a person chooses. Sets `data-theme` on the root, which styles and views obey, and the
 * page's colour scheme.
 */
export function mountThemeToggle(host: HTMLElement, root: HTMLElement) {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const forced = matchMedia("(forced-colors: active)");
  const released = new AbortController();
  const { signal } = released;
  let chosen = stored();
  const button = h("button", { type: "button", class: "theme" });
  host.append(button);

  function show(): void {
    // Where the system forces colours, there is nothing to choose.
    button.hidden = forced.matches;
    const system: Theme = dark.matches ? "dark" : "light";
    const theme = forced.matches ? system : (chosen ?? system);
    root.dataset["theme"] = theme;
    button.textContent = theme === "dark" ? text.shell.theme.light : text.shell.theme.dark;
    document.documentElement.style.colorScheme = theme;
  }

  button.addEventListener(
    "click",
    () => {
      chosen = root.dataset["theme"] === "dark" ? "light" : "dark";
      store(chosen);
      show();
    },
    { signal },
  );
  for (const query of [dark, forced]) query.addEventListener("change", show, { signal });
  show();
  return {
    destroy() {
      released.abort();
      button.remove();
    },
  };
}

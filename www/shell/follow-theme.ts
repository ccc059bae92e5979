import type { Theme } from "./theme-toggle";

/** The theme of what is around: a page that says nothing of dark colours is light, whatever the system. */
function around(host: Element, dark: MediaQueryList): Theme {
  const schemes = getComputedStyle(host).colorScheme.split(" ");
  if (!schemes.includes("dark")) return "light";
  return schemes.includes("light") && !dark.matches ? "light" : "dark";
}

/** Sets `data-theme` on `frame`: the theme that the page tells, else the one that `host` is in. */
export function followTheme(host: Element, frame: HTMLElement) {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const forced = matchMedia("(forced-colors: active)");
  const released = new AbortController();
  let told: Theme | undefined;
  function show(): void {
    const system: Theme = dark.matches ? "dark" : "light";
    // Where the system forces colours, they are its own.
    frame.dataset["theme"] = forced.matches ? system : (told ?? around(host, dark));
  }
  for (const query of [dark, forced]) query.addEventListener("change", show, { signal: released.signal });
  show();
  return {
    tell(theme: Theme | undefined) {
      told = theme;
      show();
    },
    destroy: () => released.abort(),
  };
}

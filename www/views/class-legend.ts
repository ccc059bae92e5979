import { h } from "../dom";
import { text } from "../text";
import { isolated } from "../text/isolate";
import { classColors } from "./theme";

/** Which classes stand out: muted ones are faint for good, a highlighted one makes all others faint. */
export interface Emphasis {
  muted: Set<number>;
  highlighted: number | null;
}

export const isFaint = ({ muted, highlighted }: Emphasis, label: number): boolean =>
  muted.has(label) || (highlighted !== null && highlighted !== label);

/** More buttons than this nobody reads, and there are no more colours anyway. */
const mostButtons = 40;

/** One button a class: pointing or focusing highlights it, pressing shows or mutes it. */
export function mountClassLegend(
  host: HTMLElement,
  names: readonly string[],
  onChange: (emphasis: Emphasis) => void,
): { destroy(): void } {
  const emphasis: Emphasis = { muted: new Set(), highlighted: null };
  const released = new AbortController();
  const { signal } = released;
  const list = h("div", {
    class: "class-legend",
    role: "group",
    "aria-label": text.views.legend.label,
  });

  function highlight(label: number | null): void {
    if (emphasis.highlighted === label) return;
    emphasis.highlighted = label;
    onChange(emphasis);
  }

  names.slice(0, mostButtons).forEach((name, label) => {
    const swatch = h("span", { class: "swatch" });
    // Not as an attribute, which a Content-Security-Policy may forbid.
    swatch.style.setProperty("--swatch", `var(--class-${label % classColors})`);
    const shown = h("span", { class: "class-name" }, isolated(name));
    const button = h("button", { type: "button", class: "class", "aria-pressed": "true" }, swatch, shown);
    button.title = isolated(name);
    button.setAttribute("aria-label", text.views.legend.className(name));
    button.addEventListener(
      "click",
      () => {
        if (!emphasis.muted.delete(label)) emphasis.muted.add(label);
        button.setAttribute("aria-pressed", String(!emphasis.muted.has(label)));
        emphasis.highlighted = null;
        onChange(emphasis);
      },
      { signal },
    );
    // Touch fires pointerenter without a leave until the next tap, so only a mouse or pen highlights.
    button.addEventListener("pointerenter", (e) => e.pointerType !== "touch" && highlight(label), { signal });
    button.addEventListener("pointerleave", () => highlight(null), { signal });
    button.addEventListener("focus", () => button.matches(":focus-visible") && highlight(label), { signal });
    button.addEventListener("blur", () => highlight(null), { signal });
    list.append(button);
  });
  if (names.length > mostButtons) list.append(text.views.legend.more(names.length - mostButtons));
  list.hidden = names.length === 0;
  host.append(list);
  return {
    destroy() {
      released.abort();
      list.remove();
    },
  };
}

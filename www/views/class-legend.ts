import { h } from "../dom";

/** Which classes stand out: muted ones are faint for good, a highlighted one makes all others faint. */
export interface Emphasis {
  muted: Set<number>;
  highlighted: number | null;
}

/** One button a class: pointing or focusing highlights it, pressing shows or mutes it. */
export function mountClassLegend(
  host: HTMLElement,
  names: string[],
  onChange: (emphasis: Emphasis) => void,
): { destroy(): void } {
  const emphasis: Emphasis = { muted: new Set(), highlighted: null };
  const released = new AbortController();
  const { signal } = released;
  const list = h("div", {
    class: "class-legend",
    role: "group",
    "aria-label": "Classes: press to mute or show",
  });

  function highlight(label: number | null): void {
    if (emphasis.highlighted === label) return;
    emphasis.highlighted = label;
    onChange(emphasis);
  }

  names.forEach((name, label) => {
    const swatch = h("span", { class: "swatch", style: `--swatch: var(--class-${label})` });
    const button = h("button", { type: "button", class: "class", "aria-pressed": "true" }, swatch, name);
    button.setAttribute("aria-label", `Class ${name}`);
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
  host.append(list);
  return {
    destroy() {
      released.abort();
      list.remove();
    },
  };
}

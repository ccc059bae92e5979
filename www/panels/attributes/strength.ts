import { h, setText } from "../../dom";
import { text } from "../../text/later";
import { fixed } from "../../text/format";

const words = text.walks.attributes;

/** How often an attribute is added, from minus `most` to `most`, and how far that is in latent space. */
export function mountStrength(host: HTMLElement, most: number, onChange: (strength: number) => void) {
  const released = new AbortController();
  const slider = h("input", {
    type: "range",
    min: -most,
    max: most,
    step: 0.05,
    "aria-label": words.strength,
  });
  const amount = h("output", {});
  const element = h("div", { class: "strength" }, h("span", {}, words.strength), slider, amount);
  host.append(element);
  slider.addEventListener("input", () => onChange(Number(slider.value)), { signal: released.signal });
  return {
    /** `length` is that of the attribute; without one there is nothing to set. */
    update(strength: number, length: number | null) {
      element.hidden = length === null;
      slider.value = String(strength);
      const [times, one, all] = [strength, length ?? 0, strength * (length ?? 0)].map((value) =>
        fixed(value, 2),
      );
      setText(amount, words.of(times!, one!, all!));
      slider.setAttribute("aria-valuetext", amount.textContent);
    },
    destroy: () => released.abort(),
  };
}

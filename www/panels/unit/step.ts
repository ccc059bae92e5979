import { h, setText } from "../../dom";
import type { Checked } from "../../inside/arithmetic/value";
import { difference } from "../../inside/arithmetic/value";
import { text } from "../../text/later";
import { small, type Digits } from "./digits";

const words = text.unit;

/** One step on the way from inputs to what the next layer takes: its formula, its numbers, and the code for it. */
export function createStep(host: HTMLElement, name: string) {
  const title = h("h3", {});
  const math = h("div", { class: "unit-formula" });
  const said = h("p", { class: "unit-said" });
  const body = h("div", { class: "unit-body" });
  const check = h("p", { class: "unit-check" });
  const lines = h("code", {});
  const code = h(
    "details",
    { class: "unit-code" },
    h("summary", {}, words.code),
    h("pre", { tabindex: 0 }, lines),
  );
  const element = h(
    "section",
    { class: "unit-step", "data-step": name },
    title,
    math,
    said,
    body,
    check,
    code,
  );
  host.append(element);
  return {
    element,
    body,
    /** Null hides it. */
    show(
      shown: {
        title: string;
        formulas: Element[];
        said: string;
        checked: (Checked & { before?: string }) | null;
        code: string;
        digits: Digits;
      } | null,
    ) {
      element.hidden = !shown;
      if (!shown) return;
      setText(title, shown.title);
      element.setAttribute("aria-label", shown.title);
      math.replaceChildren(...shown.formulas);
      setText(said, shown.said);
      const { checked, digits } = shown;
      check.hidden = !checked;
      if (checked) {
        const compared = words.check(digits(checked.recomputed), small(difference(checked)));
        setText(check, [checked.before, compared].filter(Boolean).join(" "));
      }
      setText(lines, shown.code);
    },
  };
}

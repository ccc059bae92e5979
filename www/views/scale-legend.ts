import { h, setText } from "../dom";
import { text } from "../text";
import { rough } from "../text/format";

const words = text.inside.legend;

/** What the colours mean, in numbers: one scale for all, or the least and the greatest where each unit has its own. */
export function mountScaleLegend(host: HTMLElement) {
  const ends = [h("span", { "data-pictured": true }), h("span", { "data-pictured": true })];
  const ramp = h("span", { class: "scale-ramp", "aria-hidden": "true" });
  const note = h("span", { class: "scale-note" });
  const element = h("p", { class: "scale-legend" }, ends[0]!, ramp, ends[1]!, note);
  host.append(element);
  return {
    update({ scale, signed }: { scale: number | ArrayLike<number>; signed: boolean }) {
      const own = typeof scale === "number" ? null : Array.from(scale);
      const most = typeof scale === "number" ? scale : Math.max(0, ...own!);
      element.dataset.signed = String(signed);
      setText(ends[0]!, own ? (signed ? words.ownLeast : words.zero) : signed ? rough(-most) : words.zero);
      setText(ends[1]!, own ? words.ownMost : rough(most));
      setText(note, own ? words.own(rough(Math.min(...own)), rough(most)) : "");
    },
    destroy: () => element.remove(),
  };
}

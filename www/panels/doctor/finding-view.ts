import { h, setText } from "../../dom";
import type { Finding, Remedy } from "../../inside/doctor/finding";
import { thresholds } from "../../inside/doctor/thresholds";
import { text } from "../../text/later";

const words = text.doctor;

/** What is said of a finding, whose values are those of its name. */
export const titleOf = ({ name }: Finding): string => words.findings[name].title;

function saidOf({ name, values }: Finding): { what: string; rule: string } {
  const { what, rule } = words.findings[name] as {
    what(values: Finding["values"]): string;
    rule(limits: (typeof thresholds)[typeof name]): string;
  };
  return { what: what(values), rule: rule(thresholds[name]) };
}

/** A finding with its rule and what could help. Its buttons stay while they say the same. */
export function mountFinding(host: HTMLElement, finding: Finding, onTry: (remedy: Remedy) => void) {
  const what = h("p", {});
  const rule = h("p", { class: "help" });
  const buttons = h("div", { class: "remedies" });
  const element = h("section", { class: "finding", "aria-label": titleOf(finding) });
  element.append(h("h3", {}, titleOf(finding)), what, rule, buttons);
  host.append(element);
  let offered = "";

  return {
    update(now: Finding): void {
      const said = saidOf(now);
      setText(what, said.what);
      setText(rule, words.rule(said.rule));
      const next = JSON.stringify(now.remedies);
      if (next === offered) return;
      offered = next;
      buttons.replaceChildren(
        ...now.remedies.map((remedy) => {
          const button = h("button", { type: "button" }, words.remedy(remedy));
          button.addEventListener("click", () => onTry(remedy));
          return button;
        }),
      );
    },
    destroy: () => element.remove(),
  };
}

import { h, setText } from "../../dom";
import type { SessionOptions } from "../../engine/protocol";
import { weighsByBeta } from "../../inside/objectives";
import type { Session } from "../../run/session";
import type { Store } from "../../run/store";
import { text } from "../../text/later";
import { exact, significant } from "../../text/format";

const words = text.dynamics.beta;

/** How far the slider goes, unless beta is more already. */
const sliding = 8;

/** The weight of KL, which takes effect on the next step. */
export function mountBeta(host: HTMLElement, store: Store, session: Session) {
  const released = new AbortController();
  const slider = h("input", { type: "range", min: 0, step: 0.1, "aria-label": words.slider });
  const amount = h("output", {});
  const note = h("p", { class: "help" });
  const element = h("div", { class: "strength" }, h("span", {}, words.label), slider, amount);
  host.append(element, note);
  /** What the slider asks for while it is not in force yet. */
  let wanted: number | null = null;
  let setting = false;

  /** One at a time, the latest next. */
  async function set(): Promise<void> {
    if (setting) return;
    setting = true;
    while (wanted !== null) {
      const beta = wanted;
      await session.setTraining({ ...store.state.options.training, beta });
      if (wanted === beta) wanted = null;
    }
    setting = false;
  }
  slider.addEventListener(
    "input",
    () => {
      wanted = Number(slider.value);
      setText(amount, words.amount(exact(wanted)));
      void set();
    },
    { signal: released.signal },
  );

  return {
    /** `inForce` is the weight in the latest step that was looked at, its schedule included. */
    update(options: SessionOptions, inForce: number | undefined) {
      const { beta, betaSchedule } = options.training;
      const weighs = weighsByBeta(options);
      slider.disabled = !weighs;
      const scheduled = weighs && betaSchedule.kind !== "constant" && inForce !== undefined;
      setText(note, weighs ? (scheduled ? words.inForce(significant(inForce, 2)) : "") : words.unused);
      if (wanted !== null) return;
      slider.max = String(Math.max(sliding, beta));
      slider.value = String(beta);
      setText(amount, words.amount(exact(beta)));
      slider.setAttribute("aria-valuetext", amount.textContent);
    },
    destroy: () => released.abort(),
  };
}

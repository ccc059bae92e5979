import { h, setText } from "../../dom";
import { outputAt } from "../../inside/arithmetic/value";
import { text } from "../../text/later";
import { needsNumbers, type Panel } from "../panel";
import { mountActivation } from "./activation";
import { mountAddress } from "./address";
import { rounded, whole, type Digits } from "./digits";
import { mountExcitement } from "./excitement";
import { mountLatent } from "./latent";
import { valueName } from "./names";
import { mountNorm } from "./norm";
import { mountFullScreen } from "./full-screen";
import { openUnit, type Opened } from "./opened";
import { mountPixel } from "./pixel";
import { mountSum } from "./sum";

const words = text.unit;

/** What the model gives there, in a sentence. */
function describe(opened: Opened): string {
  const { reading, unit, traced, digits } = opened;
  const { name, as } = valueName(opened);
  const value = digits(outputAt(reading, unit.block, unit));
  const gives = as ? words.gaveAs(name, as, value, traced.step) : words.gives(name, value, traced.step);
  const held = traced.edits.some(
    ({ block, unit: edited, place }) =>
      block === unit.block && edited === unit.unit && (place === null || place === unit.place),
  );
  return held ? `${gives} ${words.held(value)}` : gives;
}

/** One value of the model, opened down to the arithmetic. */
export const unit: Panel<never> = {
  name: "unit",
  kind: "unit-card",
  title: () => words.title,
  caption: () => words.caption,
  needs: needsNumbers,
  traces: true,
  shows: [
    "dataset",
    "traced",
    "insideUnit",
    "insideScale",
    "insideNoise",
    "unitStatistics",
    "phase",
    "options",
  ],
  mount(host, context) {
    const { store, tools } = context;
    const released = new AbortController();
    const { signal } = released;
    const all = h("input", { type: "checkbox" });
    tools.append(h("label", { class: "check" }, all, h("span", {}, words.allDigits)));
    const content = h("div", { class: "unit-content" });
    const address = mountAddress(content, store);
    const said = h("p", { class: "unit-summary", role: "status" });
    const steps = h("div", { class: "unit-steps" });
    content.append(said, steps);
    const fullScreen = mountFullScreen(host, content, store);
    const parts: { update(opened: Opened | null): void; destroy?(): void }[] = [
      mountSum(steps, store),
      mountNorm(steps),
      mountActivation(steps),
      mountLatent(steps, store),
      mountPixel(steps),
      mountExcitement(steps, context),
    ];
    const digits = (): Digits => (all.checked ? whole : rounded);

    function show(): void {
      const { state } = store;
      address.update();
      const opened = openUnit(state, digits());
      // While the model trains it would never fall silent.
      said.setAttribute("aria-live", state.phase === "training" ? "off" : "polite");
      setText(said, opened ? describe(opened) : state.insideUnit ? words.waiting : words.choose);
      steps.hidden = !opened;
      for (const part of parts) part.update(opened);
    }
    all.addEventListener("change", show, { signal });
    host.addEventListener(
      "keydown",
      (event) => {
        // A dialog closes by itself, and the value stays.
        if (event.key !== "Escape" || !store.state.insideUnit || fullScreen.open) return;
        event.stopPropagation();
        address.leave();
      },
      { signal },
    );
    return {
      update: show,
      destroy() {
        released.abort();
        address.destroy();
        fullScreen.destroy();
        for (const part of parts) part.destroy?.();
      },
    };
  },
};

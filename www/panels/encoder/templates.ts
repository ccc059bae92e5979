import type { Plan } from "../../engine/protocol";
import { h, setText } from "../../dom";
import { asMaps, byPixel } from "../../inside/first-layer";
import { largest, LiveScale } from "../../inside/scales";
import type { Store, Unit } from "../../run/store";
import type { Traced } from "../../run/traces";
import { text } from "../../text/later";
import { mountScaleLegend } from "../../views/scale-legend";
import { mountTiles } from "../../views/tiles";

const words = text.encoder.layers.templates;
/** Units that are shown at once. */
const most = 16;

/** What the most active units of a dense layer look for in the image that is looked into, where someone asks. */
export function mountTemplates(
  host: HTMLElement,
  store: Store,
  {
    plan,
    block,
    order,
    unitName,
    onPick,
  }: {
    plan: Plan;
    block: number;
    /** All units, the most active first. */
    order(): readonly number[];
    unitName(unit: number): string;
    onPick(unit: Unit): void;
  },
) {
  const released = new AbortController();
  const button = h("button", { type: "button", "aria-pressed": "false" }, words.button);
  const about = h("p", { class: "hint" });
  const line = h("div", { class: "layer-head" }, h("h4", {}, words.title));
  const content = h("div", { class: "layer-first", hidden: true }, line, about);
  const element = h("div", { class: "templates" }, h("div", { class: "buttons" }, button), content);
  host.append(element);
  const legend = mountScaleLegend(line);
  let units: readonly number[] = [];
  const tiles = mountTiles(content, {
    name: words.title,
    onPick: (index) => onPick({ block, unit: units[index]!, place: 0 }),
  });
  const whole = new LiveScale();
  const { input } = plan.encoder[0]!;
  const field = "features" in input ? { height: 1, width: input.features, channels: 1 } : input;

  button.addEventListener(
    "click",
    () => {
      const open = store.state.insideTemplates?.block === block;
      // While training they stay the same units, whichever are the most active.
      const units = order().slice(0, most);
      store.set({ insideTemplates: open ? null : { block, units, place: 0 } });
    },
    { signal: released.signal },
  );

  return {
    update({ templates }: Traced, selected: Unit | null, live: boolean) {
      const { insideTemplates: wanted } = store.state;
      button.setAttribute("aria-pressed", String(wanted?.block === block));
      const shown = wanted?.block === block && templates?.of === wanted ? templates : null;
      content.hidden = !shown;
      if (!shown) return;
      ({ units } = shown.of);
      const scale = whole.next(largest(shown.values), performance.now(), live);
      const said = words.about(units.length);
      setText(about, field.channels === 3 ? `${said} ${text.encoder.layers.first.colours}` : said);
      legend.update({ scale, signed: true });
      const index = selected?.block === block ? units.indexOf(selected.unit) : -1;
      tiles.update({
        ...asMaps(byPixel(shown.values, units.length), field, units.length),
        scale,
        signed: true,
        selected: index < 0 ? null : { unit: index, place: null },
        unitName: (index) => unitName(units[index]!),
      });
    },
    destroy() {
      released.abort();
      legend.destroy();
      tiles.destroy();
      element.remove();
    },
  };
}

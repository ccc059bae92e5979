import { h, setText } from "../../dom";
import { text } from "../../text";
import type { Drag } from "./navigation";
import { splits, type Split } from "./points";

export interface ControlOptions {
  onZoom(way: "in" | "out" | "reset"): void;
  onDrag(drag: Drag): void;
  onSplit(split: Split): void;
  onClear(): void;
}

/** The map's buttons: nearer, farther, all; what a drag does; which images; how many are selected. */
export function mountControls(host: HTMLElement, options: ControlOptions) {
  const words = text.views.map;
  const released = new AbortController();
  const listen = { signal: released.signal };
  let drag: Drag = null;

  const zooms = (["in", "out", "reset"] as const).map((way) => {
    const { sign, label } = words.zoom[way];
    const button = h("button", { type: "button", "aria-label": label, title: label }, sign);
    button.addEventListener("click", () => options.onZoom(way), listen);
    return button;
  });
  const drags = (["select", "move"] as const).map((what) => {
    const button = h("button", { type: "button", "aria-pressed": "false" }, words.drag[what]);
    button.addEventListener(
      "click",
      () => {
        drag = drag === what ? null : what;
        drags.forEach(({ button, what }) => button.setAttribute("aria-pressed", String(drag === what)));
        options.onDrag(drag);
      },
      listen,
    );
    return { button, what };
  });
  const select = h(
    "select",
    { "aria-label": words.splitLabel },
    ...splits.map((split) => h("option", { value: split }, words.splits[split])),
  );
  select.addEventListener("change", () => options.onSplit(select.value as Split), listen);
  const said = h("span", { role: "status" });
  const clear = h("button", { type: "button", hidden: true }, words.clear);
  clear.addEventListener("click", () => options.onClear(), listen);
  const element = h(
    "div",
    { class: "map-controls" },
    h("div", { role: "group", "aria-label": words.zoomLabel }, ...zooms),
    h("div", { role: "group", "aria-label": words.dragLabel }, ...drags.map(({ button }) => button)),
    select,
    said,
    clear,
  );
  host.append(element);

  return {
    update({ selected, tests }: { selected: number; tests: boolean }) {
      select.hidden = !tests;
      setText(said, selected > 0 ? words.selected(selected) : "");
      clear.hidden = selected === 0;
    },
    destroy() {
      released.abort();
      element.remove();
    },
  };
}

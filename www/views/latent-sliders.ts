import { h, setText } from "../dom";
import { text } from "../text/later";
import { fixed } from "../text/format";

const words = text.decoder.input;

/** One latent dimension. */
export interface SliderData {
  name: string;
  note: string;
  value: number;
  /** Where the image itself lies. */
  own: number;
}

/** A slider for each of some latent dimensions; a double click or Home takes one back to the image's own place. */
export function mountLatentSliders(
  host: HTMLElement,
  {
    extent,
    onMove,
    onOwn,
  }: { extent: number; onMove(index: number, value: number): void; onOwn(index: number): void },
) {
  const list = h("div", { class: "latent-sliders" });
  host.append(list);
  const released = new AbortController();
  const listen = { signal: released.signal };
  const mounted: {
    row: HTMLElement;
    name: HTMLElement;
    note: HTMLElement;
    input: HTMLInputElement;
    own: HTMLElement;
    output: HTMLOutputElement;
  }[] = [];

  function add(index: number): void {
    const [name, note] = [h("span", { class: "slider-name" }), h("span", { class: "slider-note" })];
    const input = h("input", { type: "range", min: -extent, max: extent, step: 0.01 });
    const own = h("span", { class: "slider-own", "aria-hidden": "true" });
    const output = h("output", {});
    const row = h(
      "label",
      { class: "latent-slider" },
      h("span", { class: "slider-title" }, name, note),
      h("span", { class: "slider-track" }, input, own),
      output,
    );
    list.append(row);
    input.addEventListener("input", () => onMove(index, input.valueAsNumber), listen);
    input.addEventListener("dblclick", () => onOwn(index), listen);
    input.addEventListener(
      "keydown",
      (event) => {
        if (event.key !== "Home") return;
        event.preventDefault();
        onOwn(index);
      },
      listen,
    );
    mounted.push({ row, name, note, input, own, output });
  }

  return {
    update(dimensions: readonly SliderData[]) {
      while (mounted.length < dimensions.length) add(mounted.length);
      mounted.forEach(({ row, name, note, input, own, output }, i) => {
        const dimension = dimensions[i];
        row.hidden = !dimension;
        if (!dimension) return;
        const value = fixed(dimension.value, 2);
        setText(name, dimension.name);
        setText(note, dimension.note);
        setText(output, value);
        // The control holds what it can; the number beside it is what is in force.
        input.valueAsNumber = dimension.value;
        input.setAttribute("aria-label", dimension.name);
        input.setAttribute("aria-valuetext", words.sliderAbout(value, fixed(dimension.own, 2)));
        const part = (Math.min(extent, Math.max(-extent, dimension.own)) + extent) / (2 * extent);
        own.style.setProperty("--at", String(part));
      });
    },
    destroy() {
      released.abort();
      list.remove();
    },
  };
}

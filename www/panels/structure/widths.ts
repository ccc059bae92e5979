import { h, setText } from "../../dom";
import { counts, range } from "../../engine/limits";
import { text } from "../../text/later";

const words = text.structure.editing;

/** A list of widths, one field each, of which layers are added and taken away. */
export function mountWidths(
  host: HTMLElement,
  about: {
    title: string;
    option: "model.encoder" | "model.decoder" | "model.channels";
    layer(number: number): string;
    /** The width of a first layer. */
    first: number;
    onChange(widths: number[]): void;
  },
) {
  const released = new AbortController();
  const { signal } = released;
  const { title, option, layer, first, onChange } = about;
  const [least, most] = range(option);
  const [, mostLayers] = counts(option);
  const fields = h("div", { class: "widths" });
  const add = h("button", { type: "button" }, words.add);
  const note = h("p", { class: "help" });
  const error = h("p", { class: "field-error", role: "alert" });
  add.setAttribute("aria-label", words.addTo(title));
  const element = h("fieldset", {}, h("legend", {}, title), fields, add, note, error);
  host.append(element);
  let shown: readonly number[] = [];

  const inputs = () => [...fields.querySelectorAll("input")];

  function change(): void {
    const widths = inputs().map(({ value }) => (/^\s*\d+\s*$/.test(value) ? Number(value) : NaN));
    const fits = widths.every((width) => width >= least && width <= most);
    setText(error, fits ? "" : words.wrong(least, most));
    if (fits) onChange(widths);
  }

  function build(widths: readonly number[]): void {
    fields.replaceChildren(
      ...widths.map((width, i) => {
        const input = h("input", {
          type: "text",
          inputmode: "numeric",
          autocomplete: "off",
          value: width,
          "aria-label": words.width(layer(i + 1)),
        });
        const remove = h("button", { type: "button", "aria-label": words.remove(layer(i + 1)) }, "×");
        input.addEventListener("change", change, { signal });
        remove.addEventListener(
          "click",
          () => {
            onChange(shown.filter((_, at) => at !== i));
            // The button is gone, and the focus with it.
            (inputs()[i] ?? add).focus();
          },
          { signal },
        );
        return h("span", { class: "width" }, input, remove);
      }),
    );
  }

  add.addEventListener("click", () => onChange([...shown, shown.at(-1) ?? first]), { signal });

  return {
    /** `say` is what is to be known of them besides. */
    update(widths: readonly number[], say = ""): void {
      setText(note, say);
      add.disabled = widths.length >= mostLayers;
      const same = widths.length === inputs().length;
      if (widths.join() === shown.join() && same) return;
      setText(error, "");
      shown = widths;
      if (same) inputs().forEach((input, i) => (input.value = String(widths[i])));
      else build(widths);
    },
    /** To the field of a layer; where there is none, to where one is added. */
    focus(layer: number): void {
      const input = inputs()[layer];
      (input ?? add).focus();
      input?.select();
    },
    destroy() {
      released.abort();
      element.remove();
    },
  };
}

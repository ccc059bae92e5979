import { range as engineRange } from "../../engine/limits";
import { h, setText } from "../../dom";
import { range } from "../../instrument/limits";
import { createField } from "../../settings/kit/fields";
import { createFieldEditors } from "../../settings/kit/field-editors";
import { text } from "../../text/later";
import { fixed } from "../../text/format";
import { isolated } from "../../text/isolate";
import type { Source } from "./source";

const words = text.generate.samples;

/** What a person asks for. */
export interface Wanted {
  source: Source;
  temperature: number;
  count: number;
  seed: number;
}

/** The instrument takes more, which a slider has no room for. */
const mostTemperature = 2;
/** The instrument draws more, which a sheet has no room for. */
const mostSamples = 256;

/** Asks what is to be drawn, and tells of every change that makes sense. */
export function createSourceForm(signal: AbortSignal, onWanted: () => void) {
  const { choice, number } = createFieldEditors(signal);
  const from = choice({ label: words.from, help: words.fromHelp }, words.sources);
  const label = choice({ label: words.class, help: words.classHelp }, { 0: "" });
  let names: string[] = [];
  const components = number({
    label: words.components,
    help: words.componentsHelp,
    initial: 1,
    range: range("mixtureComponents"),
    whole: true,
  });
  const width = choice({ label: words.width, help: words.widthHelp }, { 1: "1 ×", 3: "3 ×", 10: "10 ×" });
  const slider = h("input", { type: "range", min: 0, max: mostTemperature, step: 0.05, value: 1 });
  const shown = h("output", {});
  const temperature = createField(words.temperature, words.temperatureHelp, slider, signal, shown);
  const count = number({
    label: words.count,
    help: words.countHelp,
    initial: 64,
    range: [1, mostSamples],
    whole: true,
  });
  const seed = number({
    label: words.seed,
    help: words.seedHelp,
    initial: 1,
    range: engineRange("seed"),
    whole: true,
  });
  const more = h("button", { type: "button" }, words.more);
  const fields = [from, label, components, width, temperature, count, seed];
  const element = h(
    "form",
    { class: "source-form", "aria-label": words.title },
    ...fields.map((field) => field.element),
    h("div", { class: "buttons" }, h("button", { type: "submit" }, words.draw), more),
  );

  const sourceOf = (components: number): Source => {
    const kind = from.select.value as Source["kind"];
    if (kind === "class") return { kind, label: Number(label.select.value), components };
    return kind === "image" ? { kind, width: Number(width.select.value) } : { kind };
  };

  function reveal(): void {
    const kind = from.select.value;
    label.element.hidden = components.element.hidden = kind !== "class";
    width.element.hidden = kind !== "image";
    setText(shown, fixed(Number(slider.value), 2));
  }
  reveal();

  element.addEventListener(
    "submit",
    (event) => {
      event.preventDefault();
      onWanted();
    },
    { signal },
  );
  for (const type of ["input", "change"] as const)
    element.addEventListener(
      type,
      ({ target }) => {
        reveal();
        // A number is taken when it has been typed.
        if (type === (target === slider ? "input" : "change")) onWanted();
      },
      { signal },
    );

  return {
    element,
    more,
    /** The classes that there are. */
    setClasses(next: string[]): void {
      if (next === names) return;
      names = next;
      label.select.replaceChildren(...names.map((name, value) => h("option", { value }, isolated(name))));
    },
    /** The sources' own kinds, whether or not the numbers can be used. */
    get source(): Source {
      return sourceOf(1);
    },
    /** Null where a number can't be used, which is said at its field. */
    read(): Wanted | null {
      const used = from.select.value === "class" ? components.read() : { value: 1 };
      const [drawn, seeded] = [count.read(), seed.read()];
      if ("wrong" in used || "wrong" in drawn || "wrong" in seeded) return null;
      return {
        source: sourceOf(used.value),
        temperature: Number(slider.value),
        count: drawn.value,
        seed: seeded.value,
      };
    },
    /** Another seed: the next one. */
    renew(): void {
      const reading = seed.read();
      const now = "wrong" in reading ? 0 : reading.value;
      seed.enter((now % engineRange("seed")[1]) + 1);
    },
  };
}

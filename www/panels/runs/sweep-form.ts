import { h } from "../../dom";
import { range } from "../../engine/limits";
import { swept, unfit, type Swept } from "../../run/compare/settings";
import { readAll } from "../../settings/kit/editor";
import { createFieldEditors, fieldEditor } from "../../settings/kit/field-editors";
import { createField } from "../../settings/kit/fields";
import { text as page } from "../../text";
import { text } from "../../text/later";
import { given } from "../../text/format";

const words = text.runs.sweep;

/** What the form begins with. */
const examples: Record<Swept, string> = {
  "training.beta": "0.25, 0.5, 1, 2, 4, 8",
  "model.latent": "1, 2, 4, 8, 16",
  "training.learningRate": "0.0003, 0.001, 0.003",
  seed: "1, 2, 3",
};

/** Runs of one sweep at most. */
const mostValues = 12;

export interface Sweep {
  setting: Swept;
  values: number[];
  epochs: number;
}

export const labelOf = (setting: Swept): string => page.settings.options[setting].label;

function parse(setting: Swept, typed: string): number[] {
  const parts = typed.split(",").map((part) => part.trim());
  const values = parts.map((part) => (part === "" ? NaN : Number(part)));
  if (values.length > mostValues || values.some(Number.isNaN)) throw new Error(words.few(mostValues));
  const wrong = unfit(setting, values);
  const [least, most] = range(setting);
  if (wrong !== undefined) throw new Error(words.unfit(given(wrong), given(least), given(most)));
  return [...new Set(values)];
}

/** Over which setting, at which values and how long runs are trained; `work` has the buttons. */
export function createSweepForm(signal: AbortSignal, work: readonly HTMLElement[], epochs: number) {
  const editors = createFieldEditors(signal);
  const names = Object.fromEntries(swept.map((one) => [one, labelOf(one)])) as Record<Swept, string>;
  const setting = editors.choice<Swept>({ label: words.setting, help: words.settingHelp }, names);
  const input = h("input", { type: "text", autocomplete: "off", spellcheck: "false" });
  const chosen = () => setting.select.value as Swept;
  const values = fieldEditor(
    createField(words.values, words.valuesHelp, input, signal),
    input,
    parse(chosen(), examples[chosen()]),
    (typed) => parse(chosen(), typed),
    (numbers) => numbers.map(given).join(", "),
  );
  setting.select.addEventListener("change", () => (input.value = examples[chosen()]), { signal });
  const each = editors.number({
    label: words.epochs,
    help: words.epochsHelp,
    initial: epochs,
    range: range("epochs"),
    whole: true,
  });
  const fields = { setting, values, epochs: each };
  const element = h(
    "form",
    { class: "runs-form", "aria-label": words.title, novalidate: true },
    h("h3", {}, words.title),
    ...Object.values(fields).map((field) => field.element),
    ...work,
  );
  return {
    element,
    /** What the fields say; null where one is wrong, which is said at it and focused. */
    read(): Sweep | null {
      const reading = readAll<Sweep>(fields);
      if ("value" in reading) return reading.value;
      reading.wrong.control.focus();
      return null;
    },
  };
}

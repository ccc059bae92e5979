import { h } from "../dom";
import type { Choice } from "../data/catalogue";
import type { Preparation } from "../data/protocol";
import { choosable, fewestImages, mostHeldOut } from "../data/sets";
import { text } from "../text";
import { createField, type Field } from "./kit/fields";

type Name = Exclude<keyof Preparation, "seed" | "range">;

const select = (options: [string, string][]) =>
  h("select", {}, ...options.map(([value, text]) => h("option", { value }, text)));

/** The options of the chosen data set. */
export function createDataFields(signal: AbortSignal) {
  const input = (inputmode: string) =>
    h("input", { type: "text", inputmode, autocomplete: "off", spellcheck: "false" });
  const controls = {
    count: input("numeric"),
    size: select([]),
    channels: select([
      ["keep", text.data.asIs],
      ["grey", text.data.grey],
      ["rgb", text.data.colour],
    ]),
    fit: select([
      ["cover", text.data.cutOff],
      ["contain", text.data.bars],
      ["stretch", text.data.stretch],
    ]),
    testFraction: input("decimal"),
    stratified: h("input", { type: "checkbox", checked: true }),
    invert: h("input", { type: "checkbox" }),
    centre: h("input", { type: "checkbox" }),
    labelColumn: input("text"),
  };
  controls.testFraction.value = "0.2";
  const fields = Object.fromEntries(
    (Object.keys(controls) as Name[]).map((name) => [
      name,
      createField(...text.data.fields[name], controls[name], signal),
    ]),
  ) as Record<Name, Field>;
  const element = h("div", { class: "fields" }, ...Object.values(fields).map((field) => field.element));
  let choice: Choice;
  /** The label column was chosen for one file, not for all. */
  let ofOneFile = false;
  controls.labelColumn.addEventListener("change", () => (ofOneFile = false), { signal });

  /** The options, or null where one is wrong, which is then said and has the focus. */
  function read(seed: number): Preparation | null {
    const count = /^\s*\d+\s*$/.test(controls.count.value) ? Number(controls.count.value) : NaN;
    const testFraction =
      controls.testFraction.value.trim() === "" ? NaN : Number(controls.testFraction.value);
    const errors: Partial<Record<Name, string | false>> = {
      count:
        !(count >= fewestImages && count <= choice.mostImages) &&
        text.data.countRange(fewestImages, choice.mostImages),
      testFraction:
        choosable[choice.kind].includes("testFraction") &&
        !(testFraction >= 0 && testFraction <= mostHeldOut) &&
        text.data.fractionRange,
    };
    for (const name of Object.keys(fields) as Name[]) fields[name].setError(errors[name] || undefined);
    const wrong = (Object.keys(errors) as Name[]).find((name) => errors[name]);
    if (wrong) {
      fields[wrong].control.focus();
      return null;
    }
    return {
      count,
      size: controls.size.value === "auto" ? "auto" : Number(controls.size.value),
      channels: controls.channels.value as Preparation["channels"],
      fit: controls.fit.value as Preparation["fit"],
      testFraction,
      stratified: controls.stratified.checked,
      invert: controls.invert.checked,
      centre: controls.centre.checked,
      labelColumn: controls.labelColumn.value.trim(),
      seed,
    };
  }

  return {
    element,
    read,
    /** For the file that is loaded, until another one is. */
    setLabelColumn(column: string) {
      controls.labelColumn.value = column;
      ofOneFile = true;
    },
    forgetLabelColumn() {
      if (ofOneFile) controls.labelColumn.value = "";
      ofOneFile = false;
    },
    /** Shows the options of this data set, with what it begins with. */
    show(next: Choice) {
      choice = next;
      for (const name of Object.keys(fields) as Name[]) {
        fields[name].element.hidden = !choosable[choice.kind].includes(name);
        fields[name].setError(undefined);
      }
      element.hidden = choosable[choice.kind].length === 0;
      controls.count.value = String(choice.count);
      controls.size.replaceChildren(
        ...choice.sizes.map((size) =>
          h("option", { value: size }, size === "auto" ? text.data.asIs : text.data.square(size)),
        ),
      );
      controls.size.value = String(choice.size);
    },
  };
}

import { h } from "../dom";
import type { Choice } from "../data/catalogue";
import type { Preparation } from "../data/protocol";
import { createField, type Field } from "./kit/fields";

type Name = Exclude<keyof Preparation, "seed" | "range">;

/** What a person can set for each kind of data set. */
const shown: Record<Choice["kind"], Name[]> = {
  digits: [],
  shipped: ["count", "size"],
  sprites: ["count", "size", "testFraction", "stratified"],
  toy: ["count", "size", "testFraction", "stratified"],
  own: ["count", "size", "channels", "fit", "testFraction", "stratified", "invert", "centre", "labelColumn"],
};

const names: Record<Name, [label: string, help: string]> = {
  count: [
    "Number of images",
    "At most so many, drawn at random from the set with the seed below. More images take more time and memory; " +
      "256 MiB of pixels are the most, which is 70,000 images of 28 × 28 or 5,461 of 64 × 64 in colour.",
  ],
  size: [
    "Size",
    "Height and width in pixels. The time of a step grows with the area. “As is” leaves images as they are up " +
      "to 64 pixels; larger ones, and pictures of different sizes, become 32 × 32.",
  ],
  channels: ["Colour", "“As is” keeps colours where any image has them. Colour has three values a pixel."],
  fit: [
    "Other proportions",
    "How an image that is not square becomes square: its ends cut off, bars added, or stretched.",
  ],
  testFraction: [
    "Test fraction",
    "Share of the images that the model is not trained on, from 0 to 0.9. A file with a split of its own keeps that.",
  ],
  stratified: ["Stratified", "Takes the same share of each class for testing."],
  invert: ["Invert", "Swaps black and white, for dark drawings on white paper."],
  centre: ["Centre", "Scales and centres what is bright, as MNIST does."],
  labelColumn: [
    "Label column",
    "For CSV: the name or number of the column with the labels, 0 for none. Left empty, it is found by its name, or as " +
      "the first or last column, whichever holds classes.",
  ],
};

const select = (options: [string, string][]) =>
  h("select", {}, ...options.map(([value, text]) => h("option", { value }, text)));

/** The options of the chosen data set. */
export function createDataFields(signal: AbortSignal) {
  const text = (inputmode: string) =>
    h("input", { type: "text", inputmode, autocomplete: "off", spellcheck: "false" });
  const controls = {
    count: text("numeric"),
    size: select([]),
    channels: select([
      ["keep", "As is"],
      ["grey", "Grey"],
      ["rgb", "Colour"],
    ]),
    fit: select([
      ["cover", "Cut off"],
      ["contain", "Bars"],
      ["stretch", "Stretch"],
    ]),
    testFraction: text("decimal"),
    stratified: h("input", { type: "checkbox", checked: true }),
    invert: h("input", { type: "checkbox" }),
    centre: h("input", { type: "checkbox" }),
    labelColumn: text("text"),
  };
  controls.testFraction.value = "0.2";
  const fields = Object.fromEntries(
    (Object.keys(controls) as Name[]).map((name) => [
      name,
      createField(names[name][0], names[name][1], controls[name], signal),
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
    const most = choice.mostImages.toLocaleString("en");
    const errors: Partial<Record<Name, string | false>> = {
      count:
        !(count >= 10 && count <= choice.mostImages) &&
        `The number of images must be a whole number from 10 to ${most}.`,
      testFraction:
        shown[choice.kind].includes("testFraction") &&
        !(testFraction >= 0 && testFraction <= 0.9) &&
        "The test fraction must be a number from 0 to 0.9.",
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
        fields[name].element.hidden = !shown[choice.kind].includes(name);
        fields[name].setError(undefined);
      }
      element.hidden = shown[choice.kind].length === 0;
      controls.count.value = String(choice.count);
      controls.size.replaceChildren(
        ...choice.sizes.map((size) =>
          h("option", { value: size }, size === "auto" ? "As is" : `${size} × ${size}`),
        ),
      );
      controls.size.value = String(choice.size);
    },
  };
}

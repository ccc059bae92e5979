import { range as engineRange } from "../../engine/limits";
import { h } from "../../dom";
import { defaults, range } from "../../instrument/limits";
import type { Covariance, MixtureOptions } from "../../instrument/protocol";
import { readAll } from "../../settings/kit/editor";
import { createFieldEditors } from "../../settings/kit/field-editors";
import { text } from "../../text/later";

const words = text.mixture;

const [least, most] = range("mixtureComponents");
const { components, restarts } = defaults.mixture;

type Choice = "hand" | "bic";

/** What a person asks for: a mixture of so many components, or of the best number up to that. */
export interface Wanted {
  choice: Choice;
  options: Pick<MixtureOptions, "components" | "covariance" | "restarts" | "seed">;
}

/** The fields of a fit; `images` tells how many there are to fit to. */
export function createMixtureForm(signal: AbortSignal, images: () => number) {
  const editors = createFieldEditors(signal);
  const fields = {
    covariance: editors.choice<Covariance>(
      { label: words.covariance, help: words.covarianceHelp },
      words.covariances,
    ),
    choice: editors.choice<Choice>({ label: words.choice, help: words.choiceHelp }, words.choices),
    components: editors.number({
      label: words.components,
      help: words.componentsHelp,
      initial: components,
      range() {
        const count = images();
        return count > 0 && count < most ? [least, count, words.trainingImages(count)] : [least, most];
      },
      whole: true,
    }),
    restarts: editors.number({
      label: words.restarts,
      help: words.restartsHelp,
      initial: restarts,
      range: range("mixtureRestarts"),
      whole: true,
    }),
    seed: editors.number({
      label: words.seed,
      help: words.seedHelp,
      initial: 1,
      range: engineRange("seed"),
      whole: true,
    }),
  };
  const fit = h("button", { type: "submit", class: "primary" }, words.fit);
  const cancel = h("button", { type: "button" }, words.cancel);
  const element = h(
    "form",
    { class: "instrument-form", "aria-label": words.title, novalidate: true },
    ...Object.values(fields).map((field) => field.element),
    h("div", { class: "buttons" }, fit, cancel),
  );
  return {
    element,
    fit,
    cancel,
    /** What the fields say; null where one is wrong, which is said at it and focused. */
    read(): Wanted | null {
      const reading = readAll(fields);
      if ("wrong" in reading) {
        reading.wrong.control.focus();
        return null;
      }
      const { choice, ...options } = reading.value;
      return { choice, options };
    },
  };
}

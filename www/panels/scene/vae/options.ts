import { h } from "../../../dom";
import { bounds } from "../../../engine/limits";
import type { SceneLessons } from "../../../run/store";
import { group } from "../../../settings/kit/editor";
import { createFieldEditors } from "../../../settings/kit/field-editors";
import { text } from "../../../text/later";

const words = text.scene.vae;

type Settable = SceneLessons["options"];

/** Fields that stay folded away until somebody wants them. */
export function createOptions(signal: AbortSignal) {
  const { number } = createFieldEditors(signal);
  const field = (name: keyof Settable) => number({ ...words.option[name], ...bounds(`scene.${name}`) });
  const fields = {
    objectSize: field("objectSize"),
    presence: field("presence"),
    what: field("what"),
    background: field("background"),
    learningRate: field("learningRate"),
    dreams: field("dreams"),
    steps: field("steps"),
  };
  const fold = h(
    "details",
    { class: "more" },
    h("summary", {}, words.options),
    h("div", { class: "scene-vae-options" }, ...Object.values(fields).map(({ element }) => element)),
    h("p", { class: "help" }, words.optionsHelp),
  );
  return {
    element: fold,
    editor: group<Settable>(fields),
    /** So that what is wrong in a field can be seen. */
    open: () => (fold.open = true),
  };
}

import { h } from "../../../dom";
import { group } from "../../../settings/kit/editor";
import { createFieldEditors } from "../../../settings/kit/field-editors";
import type { SceneLessons } from "../../../run/store";
import { text } from "../../../text/later";
import { createOptions } from "./options";

const words = text.scene.vae;

/** Asks what scenes are to be learned from, and how; `buttons` stand below. */
export function createLearnForm(signal: AbortSignal, buttons: Node, tell: { onStart(): void }) {
  const { choice, number } = createFieldEditors(signal);
  const count = number({
    label: words.count,
    help: words.countHelp,
    initial: 2000,
    range: [20, 10_000],
    whole: true,
  });
  const objects = number({
    label: words.objects,
    help: words.objectsHelp,
    initial: 3,
    range: [1, 8],
    whole: true,
  });
  const ground = choice({ label: words.ground, help: words.groundHelp }, text.scene.source.grounds);
  const options = createOptions(signal);
  const editor = group<SceneLessons>({ count, objects, ground, options: options.editor });
  const element = h(
    "form",
    { class: "scene-form", "aria-label": words.title },
    count.element,
    objects.element,
    ground.element,
    options.element,
    buttons,
  );
  element.addEventListener(
    "submit",
    (event) => {
      event.preventDefault();
      tell.onStart();
    },
    { signal },
  );

  return {
    element,
    /** Null where a number can't be used, which is said at its field. */
    read(): SceneLessons | null {
      const reading = editor.read();
      if ("value" in reading) return reading.value;
      const { control } = reading.wrong;
      if (options.element.contains(control)) options.open();
      control.focus();
      return null;
    },
    /** Shows what something was learned from. */
    show: (lessons: SceneLessons) => editor.show(lessons, true),
    /** Shows the options in force. */
    showOptions: (inForce: SceneLessons["options"]) => options.editor.show(inForce, true),
  };
}

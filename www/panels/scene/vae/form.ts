import { h } from "../../../dom";
import { createFieldEditors } from "../../../settings/kit/field-editors";
import { text } from "../../../text/later";
import type { Wanted } from "./composing";

const words = text.scene.vae;

/** Asks what scenes are to be learned from; `buttons` stand below. */
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
  const element = h(
    "form",
    { class: "scene-form", "aria-label": words.title },
    count.element,
    objects.element,
    ground.element,
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
    read(): Wanted | null {
      const [many, most, behind] = [count.read(), objects.read(), ground.read()];
      for (const reading of [many, most, behind]) {
        if ("wrong" in reading) {
          reading.wrong.control.focus();
          return null;
        }
      }
      return "value" in many && "value" in most && "value" in behind
        ? { count: many.value, objects: most.value, ground: behind.value }
        : null;
    },
  };
}

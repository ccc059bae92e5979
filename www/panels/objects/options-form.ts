import { h } from "../../dom";
import type { DetectOptions } from "../../scene/detector";
import { createFieldEditors } from "../../settings/kit/field-editors";
import { text } from "../../text/later";

const words = text.scene.objects;

/** Sizes of windows, in sizes of the model's images. */
const scales = { one: [1], some: [0.75, 1, 1.3], many: [0.5, 0.75, 1, 1.4, 2] };

/** How a scene is to be searched. */
export function createOptionsForm(signal: AbortSignal) {
  const { choice, number } = createFieldEditors(signal);
  const sizes = choice({ label: words.sizes, help: words.sizesHelp }, words.sizesOf);
  sizes.enter("some");
  const stride = number({
    label: words.stride,
    help: words.strideHelp,
    initial: 4,
    range: [1, 256],
    whole: true,
  });
  const price = number({
    label: words.price,
    help: words.priceHelp,
    initial: 40,
    range: [0, 1e6],
  });
  const objects = number({
    label: words.most,
    help: words.mostHelp,
    initial: 16,
    range: [1, 64],
    whole: true,
  });
  const background = choice({ label: words.background, help: words.backgroundHelp }, words.backgrounds);
  background.enter("smooth");
  const fields = [sizes, background, stride, price, objects];
  return {
    element: h("div", { class: "object-options" }, ...fields.map(({ element }) => element)),
    /** Null where a number can't be used, which is said at its field and brought into focus. */
    read(): DetectOptions | null {
      const [step, worth, most] = [stride.read(), price.read(), objects.read()];
      for (const reading of [step, worth, most]) {
        if (!("wrong" in reading)) continue;
        reading.wrong.control.focus();
        return null;
      }
      const value = (reading: typeof step) => (reading as { value: number }).value;
      return {
        scales: scales[sizes.select.value as keyof typeof scales],
        stride: value(step),
        price: value(worth),
        objects: value(most),
        background: { kind: background.select.value as DetectOptions["background"]["kind"] },
      };
    },
  };
}

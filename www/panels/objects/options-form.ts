import { h } from "../../dom";
import { bounds } from "../../engine/limits";
import type { DetectChange } from "../../engine/vae";
import { createFieldEditors } from "../../settings/kit/field-editors";
import { text } from "../../text/later";

const words = text.scene.objects;

/** Sizes of windows, in sizes of the model's images. */
const scales = { one: [1], some: [0.75, 1, 1.3], many: [0.5, 0.75, 1, 1.4, 2] };

/** What is where no object is; `learned` is what the still camera's clip has told. */
export type Background = "smooth" | "constant" | "learned";

/** How a scene is to be searched. */
export function createOptionsForm(signal: AbortSignal) {
  const { choice, number } = createFieldEditors(signal);
  const sizes = choice({ label: words.sizes, help: words.sizesHelp }, words.sizesOf);
  sizes.enter("some");
  const stride = number({
    label: words.stride,
    help: words.strideHelp,
    ...bounds("detect.stride"),
  });
  const price = number({
    label: words.price,
    help: words.priceHelp,
    ...bounds("detect.price"),
  });
  const objects = number({
    label: words.most,
    help: words.mostHelp,
    ...bounds("detect.objects"),
  });
  const background = choice({ label: words.background, help: words.backgroundHelp }, words.backgrounds);
  const fields = [sizes, background, stride, price, objects];
  return {
    element: h("div", { class: "object-options" }, ...fields.map(({ element }) => element)),
    /** Null where a number can't be used, which is said at its field, and brought into focus where that is wanted. */
    read(focus = false): (Omit<DetectChange, "background"> & { background: Background }) | null {
      const [step, worth, most] = [stride.read(), price.read(), objects.read()];
      for (const reading of [step, worth, most]) {
        if (!("wrong" in reading)) continue;
        if (focus) reading.wrong.control.focus();
        return null;
      }
      const value = (reading: typeof step) => (reading as { value: number }).value;
      return {
        scales: scales[sizes.select.value as keyof typeof scales],
        stride: value(step),
        price: value(worth),
        objects: value(most),
        background: background.select.value as Background,
      };
    },
  };
}

import { h } from "../dom";
import { createSurface } from "./surface";

/** How much changes from each image of a strip to the next, as bars below it, each between its two images. */
export function mountStepBars(host: HTMLElement, name: string) {
  const stage = h("div", { class: "step-bars" });
  host.append(stage);
  let [bars, most]: [readonly number[], number] = [[], 1];
  const surface = createSurface(stage, name, ({ context, colors, width, height }) => {
    const slot = width / (bars.length + 1);
    context.fillStyle = colors.line;
    context.fillRect(0, height - 1, width, 1);
    context.fillStyle = colors.train;
    bars.forEach((value, i) => {
      const tall = (value / most) * (height - 2);
      context.fillRect((i + 0.7) * slot, height - 1 - tall, slot * 0.6, tall);
    });
  });
  return {
    /** `highest` fills the height. */
    update(values: readonly number[], highest: number, label: string) {
      [bars, most] = [values, highest > 0 ? highest : 1];
      surface.canvas.setAttribute("aria-label", label);
      surface.redraw();
    },
    destroy() {
      surface.destroy();
      stage.remove();
    },
  };
}

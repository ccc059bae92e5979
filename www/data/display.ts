import type { ImageData } from "../engine/protocol";

/** What the values of grey images are: ink on paper, as of a drawing, or brightness, as of a photograph. */
export type Display = "ink" | "brightness";

/** Images that are looked at. */
const most = 500;
/** What counts as background, and how much of the border has to be it: scikit-learn's digits reach 0.75. */
const dark = 0.1;
const share = 0.6;

/** Drawings stand on an empty ground: where most of the images' border is dark, they are taken for ink. */
export function guessDisplay({ pixels, shape: [count, height, width, channels] }: ImageData): Display {
  if (channels !== 1) return "brightness";
  let [border, ground] = [0, 0];
  for (let image = 0; image < Math.min(count, most); image++) {
    for (let y = 0; y < height; y++) {
      const inner = y > 0 && y < height - 1;
      for (let x = 0; x < width; x += inner ? Math.max(1, width - 1) : 1) {
        border += 1;
        if (pixels[(image * height + y) * width + x]! < dark) ground += 1;
      }
    }
  }
  return ground > share * border ? "ink" : "brightness";
}

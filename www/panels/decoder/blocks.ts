import type { Block, Likelihood } from "../../engine/protocol";
import { sizeOf } from "../../inside/reading";
import { text } from "../../text";

const words = text.decoder.layers;

/** Whether none of its values is below zero. */
export const isRectified = ({ activation }: Block): boolean => activation === "relu";

/** What a block is, in words: its kind and size, its norm and its activation. */
export function aboutBlock(block: Block, likelihood: Likelihood | null): string {
  const { layer, norm, activation } = block;
  const { height, width, channels } = sizeOf(block);
  const places = `${height}×${width}`;
  const flat = height * width === 1;
  const kind =
    layer.kind !== "dense"
      ? words.transposed(places, channels)
      : flat
        ? words.dense(channels)
        : words.image(`${places}×${channels}`);
  return [
    kind,
    norm ? words.norms[norm.kind] : [],
    activation ? words.activations[activation] : [],
    likelihood ? words.outputs[likelihood.kind] : [],
  ]
    .flat()
    .join(", ");
}

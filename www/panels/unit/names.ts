import type { Block, Plan, Size } from "../../engine/protocol";
import { text } from "../../text/later";
import { placeName, type Opened } from "./opened";

const words = text.unit;

const sizeName = (size: Size): string =>
  "features" in size ? words.features(size.features) : words.size(size.height, size.width, size.channels);

/** A block by its number in its part of the model, its kind and its sizes. */
const blockName = ({ layer, input, output }: Block, index: number): string =>
  words.block(index + 1, words.layer[layer.kind], sizeName(input), sizeName(output));

/** All blocks by part, with the number that they have among all. */
export const blockNames = ({ encoder, decoder }: Plan) => [
  {
    part: words.address.encoder,
    blocks: encoder.map((block, i) => ({ block: i, name: blockName(block, i) })),
  },
  {
    part: words.address.decoder,
    blocks: decoder.map((block, i) => ({ block: encoder.length + i, name: blockName(block, i) })),
  },
];

/** What a value is called, and what it stands for where it stands for something by itself. */
export function valueName({ reading, unit, size }: Opened): { name: string; as: string | null } {
  const { encoder } = reading.plan;
  const inEncoder = unit.block < encoder.length;
  const part = inEncoder ? words.address.encoder : words.address.decoder;
  const number = unit.block - (inEncoder ? 0 : encoder.length) + 1;
  const place = size.height * size.width > 1 ? placeName(unit.place, size.width) : null;
  const name = words.value(`${part} ${number}`, unit.unit + 1, place);
  if (unit.block !== encoder.length - 1) return { name, as: null };
  const latent = size.channels / 2;
  const as = unit.unit < latent ? words.mean(unit.unit + 1) : words.logVariance(unit.unit - latent + 1);
  return { name, as };
}

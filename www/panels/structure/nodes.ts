import type { Size, Structure } from "../../engine/protocol";
import { blockFacts, valuesOf, type BlockFacts } from "../../inside/structure";
import { text } from "../../text/later";
import { exact, number } from "../../text/format";
import type { StructureNode } from "../../views/structure-scene";

const words = text.structure;

/** A shape as people write it, `4 × 4 × 16`. */
export const shapeText = (size: Size): string =>
  "features" in size ? exact(size.features) : [size.height, size.width, size.channels].map(exact).join(" × ");

/** A size in memory, `33 KiB`. */
export function memory(bytes: number): string {
  const units = words.units;
  const at = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, bytes)) / 10)));
  const value = bytes / 2 ** (10 * at);
  return `${number(Number(value.toPrecision(value < 100 ? 2 : 3)))} ${units[at]}`;
}

/** A count that may be large, `1.2 M`. */
export function short(count: number): string {
  const value = count >= 1e6 ? count / 1e6 : count >= 1e4 ? count / 1e3 : count;
  const unit = count >= 1e6 ? " M" : count >= 1e4 ? " k" : "";
  return `${number(Number(value.toPrecision(value < 100 ? 3 : 4)))}${unit}`;
}

/** What a block is called: its place in its half of the model. */
export function blockTitle({ plan }: Structure, block: number): string {
  const { length } = plan.encoder;
  return block < length ? words.encoder(block + 1) : words.decoder(block - length + 1);
}

export const kindOf = ({ block }: BlockFacts): string => words.kinds[block.layer.kind];

/** The image, the encoder's blocks, the latent vector, the decoder's blocks and the image again. */
export function nodesOf(structure: Structure): StructureNode[] {
  const { encoder, decoder } = structure.plan;
  const blocks = blockFacts(structure).map((facts, i): StructureNode => {
    const { block, values, parameters, multiplyAdds, weightBytes } = facts;
    return {
      kind: block.layer.kind === "dense" ? "dense" : "convolution",
      title: blockTitle(structure, i),
      shape: shapeText(block.output),
      costs: [
        words.parameters(short(parameters)),
        words.multiplyAdds(short(multiplyAdds)),
        memory(weightBytes),
      ],
      values,
    };
  });
  const image = (title: string, size: Size): StructureNode => ({
    kind: "image",
    title,
    shape: shapeText(size),
    costs: [],
    values: valuesOf(size),
  });
  const latent = decoder[0]!.input;
  return [
    image(words.image, encoder[0]!.input),
    ...blocks.slice(0, encoder.length),
    { ...image(words.latent, latent), kind: "latent" },
    ...blocks.slice(encoder.length),
    image(words.reconstruction, decoder.at(-1)!.output),
  ];
}

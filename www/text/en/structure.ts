import { exact } from "../format";

/** The model's blocks, before it is made too. */
export const structure = {
  title: "Structure",
  caption:
    "The blocks from image to code and back; a block is the larger, the more values it gives (on a scale of doublings). Below " +
    "each: its shape, parameters, multiply-adds for one image, and memory of its weights. Press a block to change its size below; what " +
    "you change here stands in the settings too, and is made with “Apply and reset”.",
  inForce: "This is the model in force.",
  pending: "Not applied yet: “Apply and reset” beside Train makes it.",
  unreadable: "The settings ask for no model that can be made: see what is wrong there.",
  totals: (parameters: string, multiplyAdds: string, memory: string) =>
    `${parameters} parameters, ${multiplyAdds} multiply-adds an image, about ${memory} to train.`,
  image: "Image",
  latent: "z",
  reconstruction: "Image again",
  encoder: (layer: number) => `Encoder ${layer}`,
  decoder: (layer: number) => `Decoder ${layer}`,
  kinds: {
    dense: "Dense",
    convolution: "Convolution",
    transposedConvolution: "Transposed convolution",
  },
  parameters: (count: string) => `${count} par.`,
  multiplyAdds: (count: string) => `${count} mult.`,
  units: ["B", "KiB", "MiB", "GiB"],
  table: "As a table",
  columns: ["Block", "Layer", "Shape", "Parameters", "Multiply-adds", "Weights", "Values an image"],
  about: (parts: string) => `The model: ${parts}`,
  save: { svg: "Drawing (SVG)", png: "Drawing (PNG)" },
  editing: {
    channels: "Convolutions, channels",
    encoder: "Encoder, hidden widths",
    latent: "Latent dimensions",
    sizeOfLatent: "Size of z",
    decoder: "Decoder, hidden widths",
    mirrored: "Mirrors the encoder until you change it.",
    convolution: (layer: number) => `convolution ${layer}`,
    encoderLayer: (layer: number) => `encoder layer ${layer}`,
    decoderLayer: (layer: number) => `decoder layer ${layer}`,
    width: (layer: string) => `Width of ${layer}`,
    remove: (layer: string) => `Remove ${layer}`,
    add: "Add a layer",
    addTo: (title: string) => `Add a layer: ${title}`,
    wrong: (least: number, most: number) =>
      `It must be a whole number from ${exact(least)} to ${exact(most)}.`,
  },
};

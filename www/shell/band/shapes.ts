import type { ModelOptions } from "../../engine/protocol";
import { text } from "../../text";
import type { Part } from "../workspaces";

/** A hidden layer, as the band draws it: a column of units, or maps that halve the image so many times. */
export type Layer = { units: number } | { maps: number; halvings: number };

const joined = (widths: number[]) => widths.join(" → ");

/** The layers between the image and z, and back, in the order in which an image passes them. */
export function layersOf({ encoder, decoder, channels = [] }: ModelOptions) {
  const maps = channels.map((maps, i): Layer => ({ maps, halvings: i + 1 }));
  const dense = (widths: number[]) => widths.map((units): Layer => ({ units }));
  return {
    encoder: [...maps, ...dense(encoder)],
    decoder: [...dense(decoder), ...maps.toReversed()],
  };
}

/** What goes through each part of the model, in words: `8 × 8`, `64 → 128`, `z: 2`. */
export function shapesOf(
  { encoder, decoder, latent, channels = [] }: ModelOptions,
  [height, width, depth]: [height: number, width: number, depth: number],
): Record<Part, string> {
  const { linear, maps, numbers } = text.shell.band;
  const image = [height, width, ...(depth > 1 ? [depth] : [])].join(" × ");
  const through = (...groups: string[]) => groups.filter(Boolean).join(", ") || linear;
  const convolutions = channels.length > 0;
  return {
    image,
    encoder: through(convolutions ? maps(joined(channels)) : "", joined(encoder)),
    latent: numbers(latent),
    decoder: through(joined(decoder), convolutions ? maps(joined(channels.toReversed())) : ""),
    reconstruction: image,
  };
}

import type { ModelOptions, Plan } from "../../engine/protocol";

/** The setting that says how large a part of the model is. */
export type Field = { of: "channels" | "encoder" | "decoder"; layer: number } | { of: "latent" };

/**
 * Of each part as it is drawn: the image, the encoder's blocks, the latent vector, the decoder's blocks and the image
 * again. Null where no setting says it: an image is as large as the data's.
 */
export function fieldsOf({ encoder, decoder }: Plan, model: ModelOptions): (Field | null)[] {
  const { channels } = model;
  const dense = (of: "encoder" | "decoder", layer: number): Field | null =>
    layer < model[of].length ? { of, layer } : null;
  const encoding = encoder.map(({ layer }, i): Field => {
    if (layer.kind !== "dense") return { of: "channels", layer: i };
    return dense("encoder", i - channels.length) ?? { of: "latent" };
  });
  const decoding = decoder.map((_, i): Field | null => {
    const own = dense("decoder", i);
    if (own) return own;
    // A map of the last convolution's size, then each transposed convolution gives what one took.
    const layer = channels.length - 1 - (i - model.decoder.length);
    return layer >= 0 ? { of: "channels", layer } : null;
  });
  return [null, ...encoding, { of: "latent" }, ...decoding, null];
}

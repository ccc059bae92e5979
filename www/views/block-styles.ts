import { classColors } from "./theme";

/** How a block's curve is drawn. */
export interface BlockStyle {
  /** The class whose colour it has. */
  colour: number;
  dash?: number[];
}

/**
 * Blocks as far from the latent vector have the same colour, on the encoder's side with a whole line and on the decoder's
 * with a broken one.
 */
export function blockStyles(count: number, encoder: number): BlockStyle[] {
  return Array.from({ length: count }, (_, block) => {
    const decodes = block >= encoder;
    const away = decodes ? block - encoder : encoder - 1 - block;
    return { colour: away % classColors, ...(decodes && { dash: [5, 3] }) };
  });
}

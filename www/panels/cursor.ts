import type { State } from "../run/store";

/** The marked latent vector, as long as the model's are; null where none is. */
export function markedZ({ z, options }: Readonly<State>): Float32Array | null {
  return z.length > 0 ? Float32Array.from({ length: options.model.latent }, (_, i) => z[i] ?? 0) : null;
}

/** What a panel puts its cursor on: what is pointed at in another one, else the marked place. */
export function cursorOf(state: Readonly<State>, panel: string): Float32Array | null {
  const { pointed, options } = state;
  const elsewhere = pointed?.panel !== panel && pointed?.z.length === options.model.latent;
  return elsewhere ? pointed!.z : markedZ(state);
}

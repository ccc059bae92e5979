import type { Model } from "./model";

/** Notebook servers take messages of up to 10 MiB. */
const mostBytes = 8 * 2 ** 20;

export type Send = (message: object, arrays?: ArrayBufferView[]) => void;

/** Sends messages to the kernel, in parts where they are large; it puts them together (`_receive` in widget.py). */
export function createSend(kernel: Model, front: string): Send {
  let sent = 0;
  return (message, arrays = []) => {
    const lengths = arrays.map(({ byteLength }) => byteLength);
    const bytes = new Uint8Array(lengths.reduce((sum, length) => sum + length, 0));
    let at = 0;
    for (const { buffer, byteOffset, byteLength } of arrays) {
      bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
      at += byteLength;
    }
    const parts = Math.max(1, Math.ceil(bytes.length / mostBytes));
    const id = ++sent;
    for (let part = 0; part < parts; part++) {
      const slice = bytes.slice(part * mostBytes, (part + 1) * mostBytes);
      kernel.send(
        { kind: "part", front, id, part, parts, lengths, ...(part === 0 && { message }) },
        undefined,
        [slice],
      );
    }
  };
}

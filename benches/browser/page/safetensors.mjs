const views = { F32: Float32Array, U32: Uint32Array, U8: Uint8Array };

/** Name to `{ shape, values }`, the values as views into `buffer`. */
export function readSafetensors(buffer) {
  const headerLength = Number(new DataView(buffer).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 8, headerLength)));
  const arrays = {};
  for (const [name, { dtype, shape, data_offsets }] of Object.entries(header)) {
    const View = views[dtype];
    const [begin, end] = data_offsets;
    const values = new View(buffer, 8 + headerLength + begin, (end - begin) / View.BYTES_PER_ELEMENT);
    arrays[name] = { shape, values };
  }
  return arrays;
}

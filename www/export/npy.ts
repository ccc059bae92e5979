/** A field of a record: its name, its type as NumPy writes it, and how many values it has where it is an array. */
export interface NpyField {
  name: string;
  type: "<f4" | "<u4" | "<i4" | "|b1";
  count?: number;
}

const bytesOf = { "<f4": 4, "<u4": 4, "<i4": 4, "|b1": 1 };

export const recordSize = (fields: readonly NpyField[]) =>
  fields.reduce((sum, { type, count = 1 }) => sum + bytesOf[type] * count, 0);

/** What stands before so many records in an NPY file, version 1.0 (NumPy Enhancement Proposal 1). */
export function npyHeader(fields: readonly NpyField[], records: number): Uint8Array<ArrayBuffer> {
  const types = fields.map(({ name, type, count }) =>
    count === undefined ? `('${name}', '${type}')` : `('${name}', '${type}', (${count},))`,
  );
  const about = `{'descr': [${types.join(", ")}], 'fortran_order': False, 'shape': (${records},), }`;
  const magic = [0x93, ...new TextEncoder().encode("NUMPY"), 1, 0];
  // The values begin at a multiple of 64; a line's end comes before them.
  const size = Math.ceil((magic.length + 2 + about.length + 1) / 64) * 64;
  const length = size - magic.length - 2;
  const padded = `${about.padEnd(length - 1)}\n`;
  return Uint8Array.from([...magic, length & 255, length >> 8, ...new TextEncoder().encode(padded)]);
}

import { text } from "../text";

const words = text.data.safetensors;

/** A tensor as a safetensors file holds it; `bytes` is a copy and therefore aligned for any typed array. */
export interface StoredTensor {
  dtype: string;
  shape: number[];
  bytes: Uint8Array<ArrayBuffer>;
}

function isEntry(
  value: unknown,
): value is { dtype: string; shape: number[]; data_offsets: [number, number] } {
  const entry = value as { dtype?: unknown; shape?: unknown; data_offsets?: unknown } | null;
  return (
    typeof entry?.dtype === "string" &&
    Array.isArray(entry.shape) &&
    Array.isArray(entry.data_offsets) &&
    entry.data_offsets.length === 2
  );
}

/**
 * The header of a safetensors file: a little-endian u64 with its length, then JSON
 * (https://github.com/huggingface/safetensors#format). Throws a plain error when the file is malformed.
 */
export function readHeader(file: ArrayBuffer): { header: Record<string, unknown>; end: number } {
  if (file.byteLength < 8) throw new Error(words.short);
  const length = Number(new DataView(file).getBigUint64(0, true));
  const end = 8 + length;
  if (end > file.byteLength) throw new Error(words.longHeader);
  try {
    return { header: JSON.parse(new TextDecoder().decode(new Uint8Array(file, 8, length))), end };
  } catch {
    throw new Error(words.notJson);
  }
}

/** The tensors behind the header. Throws a plain error when the file is malformed. */
export function readSafetensors(file: ArrayBuffer): Map<string, StoredTensor> {
  const { header, end: start } = readHeader(file);
  const tensors = new Map<string, StoredTensor>();
  for (const [name, entry] of Object.entries(header)) {
    if (name === "__metadata__") continue;
    if (!isEntry(entry)) throw new Error(words.entry(name));
    const [begin, end] = entry.data_offsets;
    if (!(begin >= 0 && begin <= end && start + end <= file.byteLength)) {
      throw new Error(words.outside(name));
    }
    tensors.set(name, {
      dtype: entry.dtype,
      shape: entry.shape,
      bytes: new Uint8Array(file.slice(start + begin, start + end)),
    });
  }
  return tensors;
}

/** A safetensors file of these tensors, in their order; what `metadata` says are texts. */
export function writeSafetensors(
  metadata: Record<string, string>,
  tensors: Iterable<[name: string, tensor: StoredTensor]>,
): Uint8Array<ArrayBuffer> {
  const header: Record<string, unknown> = { __metadata__: metadata };
  const stored: Uint8Array[] = [];
  let size = 0;
  for (const [name, { dtype, shape, bytes }] of tensors) {
    header[name] = { dtype, shape, data_offsets: [size, size + bytes.length] };
    stored.push(bytes);
    size += bytes.length;
  }
  const written = new TextEncoder().encode(JSON.stringify(header));
  // Spaces, so that the tensors begin at a multiple of 8.
  const length = Math.ceil(written.length / 8) * 8;
  const file = new Uint8Array(8 + length + size).fill(0x20, 8, 8 + length);
  new DataView(file.buffer).setBigUint64(0, BigInt(length), true);
  file.set(written, 8);
  let at = 8 + length;
  for (const bytes of stored) {
    file.set(bytes, at);
    at += bytes.length;
  }
  return file;
}

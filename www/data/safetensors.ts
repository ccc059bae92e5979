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
 * Reads a safetensors file: a little-endian u64 header length, a JSON header, then the tensors' bytes
 * (https://github.com/huggingface/safetensors#format). Throws a plain error when the file is malformed.
 */
export function readSafetensors(file: ArrayBuffer): Map<string, StoredTensor> {
  if (file.byteLength < 8) throw new Error("the file is too short for a safetensors header");
  const headerLength = Number(new DataView(file).getBigUint64(0, true));
  const start = 8 + headerLength;
  if (start > file.byteLength) throw new Error("the safetensors header is longer than the file");

  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder().decode(new Uint8Array(file, 8, headerLength)));
  } catch {
    throw new Error("the safetensors header is not JSON");
  }

  const tensors = new Map<string, StoredTensor>();
  for (const [name, entry] of Object.entries(header as Record<string, unknown>)) {
    if (name === "__metadata__") continue;
    if (!isEntry(entry)) throw new Error(`the tensor "${name}" has no valid header entry`);
    const [begin, end] = entry.data_offsets;
    if (!(begin >= 0 && begin <= end && start + end <= file.byteLength)) {
      throw new Error(`the tensor "${name}" lies outside the file`);
    }
    tensors.set(name, {
      dtype: entry.dtype,
      shape: entry.shape,
      bytes: new Uint8Array(file.slice(start + begin, start + end)),
    });
  }
  return tensors;
}

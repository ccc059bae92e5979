import { readHeader, readSafetensors, writeSafetensors, type StoredTensor } from "../../data/safetensors";

/** The order of the images in an epoch, which every checkpoint has (docs/checkpoint.md). */
const order = "batches.order";

function read(file: Uint8Array): [metadata: Record<string, string>, tensors: Map<string, StoredTensor>] {
  const buffer = new Uint8Array(file).buffer;
  const { header } = readHeader(buffer);
  return [header["__metadata__"] as Record<string, string>, readSafetensors(buffer)];
}

/** Of a checkpoint the model and the settings alone: a third of it or less, without optimiser and place in the epoch. */
export function weightsOf(checkpoint: Uint8Array): Uint8Array<ArrayBuffer> {
  const [metadata, tensors] = read(checkpoint);
  const model = [...tensors].filter(([name]) => name !== order && !name.startsWith("optimizer."));
  return writeSafetensors(metadata, model);
}

/** A checkpoint again, of which `Vae.load` takes the weights only: its images stand in their first order. */
export function checkpointOf(weights: Uint8Array): Uint8Array<ArrayBuffer> {
  const [metadata, tensors] = read(weights);
  const { trainingImages } = JSON.parse(metadata["data"]!) as { trainingImages: number };
  const rows = Uint32Array.from({ length: trainingImages }, (_, row) => row);
  const tensor = { dtype: "U32", shape: [trainingImages], bytes: new Uint8Array(rows.buffer) };
  return writeSafetensors(metadata, [...tensors, [order, tensor]]);
}

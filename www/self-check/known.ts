import written from "./known.json" with { type: "json" };

type Pair = [reconstruction: number, kl: number];

interface Known {
  images: number;
  hidden: number;
  latent: number;
  batchSize: number;
  learningRate: number;
  seed: number;
  tolerance: Record<"cpu" | "webgpu", number>;
  evaluated: Pair;
  gradients: Record<string, number>;
  losses: Pair[];
}

/** What the CPU device gives natively for a short run on the first digits: written, and explained, by `tests/small_run.rs`. */
export const known = written as unknown as Known;

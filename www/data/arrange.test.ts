import { describe, expect, it } from "vitest";
import { arrange, type Source } from "./arrange";
import type { Preparation } from "./protocol";

const preparation: Preparation = {
  size: "auto",
  channels: "keep",
  fit: "cover",
  invert: false,
  centre: false,
  labelColumn: "",
  count: 10_000,
  testFraction: 0.2,
  stratified: true,
  seed: 42,
};

/** In place of the module's drawing: the first rows. */
const module = {
  split: (_labels: unknown, count: number, fraction: number) =>
    Uint32Array.from({ length: Math.round(count * fraction) }, (_, row) => row),
};

/** Images of one pixel that hold their own row. */
const source = (count: number, more: Partial<Source> = {}): Source => ({
  pixels: Float32Array.from({ length: count }, (_, row) => row / count),
  shape: [count, 1, 1, 1],
  columns: [
    { name: "", classNames: ["0", "1"], labels: Uint32Array.from({ length: count }, (_, row) => row % 2) },
  ],
  ...more,
});

describe("arrange", () => {
  it("draws test images where a set has no split", () => {
    const set = arrange(module, source(10), preparation);
    expect(set.testRows).toEqual(Uint32Array.of(0, 1));
    expect(set.receipt.split).toEqual({ kind: "drawn", fraction: 0.2, seed: 42, stratified: true });
    const unlabelled = arrange(module, source(10, { columns: [] }), preparation);
    expect(unlabelled.receipt.split).toMatchObject({ stratified: false });
  });

  it("keeps a set's own split, whatever fraction is asked for", () => {
    const set = arrange(module, source(10, { ownTests: 3 }), { ...preparation, testFraction: 0.9 });
    expect(set.testRows).toEqual(Uint32Array.of(7, 8, 9));
    expect(set.receipt.split.kind).toBe("own");
  });

  it("takes a share of either part where not all are wanted", () => {
    const set = arrange(module, source(100, { ownTests: 20 }), { ...preparation, count: 50 });
    expect(set.shape[0]).toBe(50);
    expect(set.testRows).toEqual(Uint32Array.from({ length: 10 }, (_, n) => 40 + n));
    // Test images are from the test part alone.
    expect([...set.pixels].map((value) => Math.round(value * 100) < 80)).toEqual(
      Array.from({ length: 50 }, (_, n) => n < 40),
    );
    expect(set.note).toBe("Drawn from 100 images.");
  });
});

import { expect, test } from "vitest";
import { partAt, structureScene, type StructureNode } from "./structure-scene";

const nodes: StructureNode[] = [
  { kind: "image", title: "Image", shape: "8 × 8", costs: [], values: 64 },
  { kind: "dense", title: "Encoder 1", shape: "32", costs: ["2,080 parameters"], values: 32 },
  { kind: "latent", title: "z", shape: "2", costs: [], values: 2 },
];
const boxes = (width: number) => structureScene(nodes, width).marks.filter(({ kind }) => kind === "rect");
const texts = (width: number) =>
  structureScene(nodes, width).marks.flatMap((mark) => (mark.kind === "text" ? [mark.text] : []));

test("where there is room, parts go from left to right, less tall the fewer values they have", () => {
  const found = boxes(1200) as { x: number; height: number }[];
  expect(found).toHaveLength(3);
  const [image, dense, latent] = found;
  expect(image!.x).toBeLessThan(dense!.x);
  expect(dense!.x).toBeLessThan(latent!.x);
  expect(image!.height).toBeGreaterThan(dense!.height);
  expect(dense!.height).toBeGreaterThan(latent!.height);
  expect(texts(1200)).toContain("2,080 parameters");
});

test("on a phone they go downwards and nothing is wider than the screen", () => {
  const scene = structureScene(nodes, 340);
  expect(scene.width).toBe(340);
  const found = boxes(340) as { x: number; y: number; width: number }[];
  for (const { x, width } of found) {
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x + width).toBeLessThanOrEqual(340);
  }
  expect(found[0]!.y).toBeLessThan(found[1]!.y);
  expect(texts(340)).toContain("Encoder 1: 32");
});

test("without parts there is nothing", () => {
  expect(structureScene([], 500).marks).toEqual([]);
});

test("each part's box belongs to it, wherever it is pressed", () => {
  for (const width of [1200, 340]) {
    const found = boxes(width) as { x: number; y: number; width: number; height: number }[];
    found.forEach(({ x, y, width: w, height }, part) => {
      for (const [px, py] of [
        [x + 1, y + 1],
        [x + w - 1, y + height - 1],
      ] as const)
        expect(partAt(nodes.length, width, px, py)).toBe(part);
    });
  }
  expect(partAt(nodes.length, 1200, -5, 0)).toBe(0);
  expect(partAt(nodes.length, 1200, 5000, 0)).toBe(2);
});

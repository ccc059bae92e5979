import { expect, test } from "vitest";
import { defaults } from "../../engine/limits";
import { layersOf, shapesOf } from "./shapes";

const dense = { ...defaults.model, encoder: [64, 128], decoder: [128, 64], latent: 2 };

test("a dense network is told by its widths", () => {
  expect(shapesOf(dense, [8, 8, 1])).toEqual({
    image: "8 × 8",
    encoder: "64 → 128",
    latent: "z: 2",
    decoder: "128 → 64",
    reconstruction: "8 × 8",
  });
});

test("convolutions are told by their maps, on the image's side of the dense layers", () => {
  expect(shapesOf({ ...dense, channels: [16, 32] }, [64, 48, 3])).toEqual({
    image: "64 × 48 × 3",
    encoder: "16 → 32 maps, 64 → 128",
    latent: "z: 2",
    decoder: "128 → 64, 32 → 16 maps",
    reconstruction: "64 × 48 × 3",
  });
  expect(
    shapesOf({ ...defaults.model, encoder: [], decoder: [], latent: 10, channels: [8] }, [28, 28, 1]),
  ).toMatchObject({
    encoder: "8 maps",
    decoder: "8 maps",
    latent: "z: 10",
  });
});

test("without hidden layers a part is one linear layer", () => {
  expect(shapesOf({ ...defaults.model, encoder: [], decoder: [5], latent: 1 }, [4, 4, 1])).toMatchObject({
    encoder: "one linear layer",
    decoder: "5",
  });
});

test("layers come in the order in which an image passes them, maps smallest beside the dense ones", () => {
  expect(layersOf({ ...dense, channels: [16, 32] })).toEqual({
    encoder: [{ maps: 16, halvings: 1 }, { maps: 32, halvings: 2 }, { units: 64 }, { units: 128 }],
    decoder: [{ units: 128 }, { units: 64 }, { maps: 32, halvings: 2 }, { maps: 16, halvings: 1 }],
  });
});

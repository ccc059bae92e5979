/** Where on the page a panel belongs. */
export type Workspace = "train" | "encoder" | "latent" | "decoder" | "generate" | "classify" | "detect";

/**
 * All panels, in the order in which they stand: what the attribute `view` calls them, and the workspaces they belong to.
 * It is known before all of them are loaded.
 */
export const places: Readonly<Record<string, readonly Workspace[]>> = {
  latent: ["train", "latent", "generate", "classify"],
  manifold: ["train", "latent"],
  loss: ["train"],
  reconstructions: ["train", "latent"],
  statistics: ["train"],
  "encoder-layers": ["encoder"],
  posterior: ["encoder"],
  "decoder-input": ["decoder"],
  output: ["decoder"],
  "decoder-layers": ["decoder"],
  strokes: ["decoder"],
  jacobian: ["decoder"],
  unit: ["encoder", "decoder"],
  doctor: ["train"],
  dynamics: ["train"],
  time: ["train"],
  runs: ["train"],
  structure: ["train", "encoder", "decoder"],
  "slow-motion": ["train", "encoder"],
  "self-check": ["train"],
  interpolation: ["latent"],
  traversals: ["latent", "decoder"],
  attributes: ["latent"],
  mixture: ["latent"],
  prior: ["latent"],
  factors: ["latent"],
  samples: ["generate"],
  measures: ["generate"],
  classifiers: ["classify"],
  drawing: ["classify"],
  "few-labels": ["classify"],
  scene: ["detect"],
  objects: ["detect"],
  tracks: ["detect"],
  foreground: ["detect"],
  tiles: ["detect"],
  "scene-vae": ["detect"],
};

/** What the attribute `view` calls them. */
export const views: string[] = Object.keys(places);

/** What to try first in a workspace, said once. */
export const hint = {
  label: "What to try first",
  close: "Got it",
  tries: {
    encoder:
      "Choose another image and watch its way through the layers. Press a value in one of them to see what it is computed from.",
    latent:
      "Point at the map to see images, and click one, then another: Interpolation below walks from A to B.",
    decoder: "Move a slider of the latent vector: the image and all layers follow.",
    generate: "Press New ones for other samples, and click a sample to see which training image is nearest.",
    classify: "Draw on the pad below, and see what the model makes of it and which images are nearest.",
    detect: "Press Compose for a scene of these images, then Find objects.",
  },
};

import { counted, number } from "../format";

export const panels = {
  notLoaded: (why: string) =>
    `A part of the page could not be downloaded: ${why}. Load the page again; save the model first.`,
  noImages: "There are no images yet.",
  diverged:
    "Training has diverged: the model’s numbers are no longer finite. Go back, or begin anew with a lower learning rate.",
  className: (name: string) => `class ${name}`,
  imageNumber: (row: number) => `image ${row}`,
  latent: {
    title: "Latent space",
    caption:
      "Where the encoder puts each image: dots are training images, rings test images. The dashed circles are 1, 2 " +
      "and 3 standard deviations of the prior. Click two points to walk between them, or another place to mark it. " +
      "Draw a line around points to select them; hold Shift to move the map.",
    unlabelled: "The images have no classes; blue are training images, orange test images.",
    inPart: (shown: number, all: number) =>
      `While the model trains, ${counted(shown, "image")} of ${number(all)} are shown.`,
  },
  dimensions: {
    horizontal: "Horizontal dimension",
    vertical: "Vertical dimension",
    by: "by",
  },
  components: {
    button: "Components",
    help:
      "The plane in which the codes vary most: their first two principal components, and how much of all variance " +
      "each has",
    axis: (component: number, share: string) => `PC ${component} (${share})`,
  },
  grid: {
    title: "Decoded grid",
    captions: {
      even: "What the decoder draws at each place of the same plane, from −3 to 3.",
      shares:
        "What the decoder draws at each place of the same plane; each row and each column stands for an equal share of " +
        "what the prior draws, so the middle is seen in more detail.",
    },
    pointing: "Point at an image to see where it lies in the map, click to mark the place.",
    others: (count: number, held: string) =>
      count === 1
        ? `The other dimension is held at ${held}.`
        : `The other ${count} dimensions are held at ${held}.`,
    zero: "0, the mean of the prior",
    marked: "the marked place",
    noneMarked: "0, since no place is marked yet",
    spacing: "Spacing",
    spacings: { even: "even", shares: "by the prior" },
    held: "Others at",
    holds: { zero: "0", marked: "the mark" },
  },
  loss: {
    title: "Loss",
    caption:
      "Reconstruction is how many nats the decoder misses an image by; KL is how much the code says about it beyond " +
      "the prior. Their sum, −ELBO, is what training lowers at beta = 1, unless you choose another objective.",
    unit: "nats per image, by epoch",
    reconstruction: "Reconstruction",
    kl: "KL",
  },
  reconstructions: {
    title: "Images and reconstructions",
    testTitle: "Test images and reconstructions",
    caption:
      "Training images, since there is no test set, each above what is left of it after passing through z. Press one " +
      "to pick it for the interpolation.",
    testCaption:
      "Images the model has not been trained on, each above what is left of it after passing through z. Press one to " +
      "pick it for the interpolation.",
    others: "Other images",
  },
  save: {
    button: "Save",
    about: (view: string) => `Save ${view}`,
    picture: "Picture (PNG)",
    drawing: "Picture (SVG)",
    caption: (set: string, epoch: string, steps: number) => `${set}, epoch ${epoch}, step ${number(steps)}`,
    curves: "Curves (CSV)",
    chart: (name: string) => `Chart of ${name} (SVG)`,
    csv: (images: number) => `Codes of ${counted(images, "image")} (CSV)`,
    npy: (images: number) => `Codes of ${counted(images, "image")} (NPY)`,
    nothing: "There is nothing to save yet.",
    tooLarge: "the picture is too large",
    failed: (why: string) => `The file could not be made: ${why}`,
  },
};

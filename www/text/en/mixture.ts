import { counted, fixed, number } from "../format";

/** Not quite all or none is not written as if it were. */
const percent = (share: number) =>
  `${fixed(100 * share, share > 0 && share < 1 && (share > 0.995 || share < 0.005) ? 1 : 0)}%`;

/** A model of where the images lie: Gaussians fitted to their posterior means. */
export const mixture = {
  title: "Gaussian mixture",
  caption:
    "A sum of Gaussians fitted to the posterior means of the training images. Where its log-likelihood is above the " +
    "prior’s, it tells better than the prior where images lie; where test falls far below train, it has too many " +
    "numbers for so few images. BIC weighs the fit against the count of numbers: lower is better.",
  covariance: "Covariance",
  covarianceHelp:
    "Full: an ellipse of any direction, with a number for each pair of dimensions. Diagonal: only along the axes, with " +
    "far fewer numbers, for many dimensions or few images.",
  covariances: { full: "Full", diagonal: "Diagonal" },
  choice: "Number of Gaussians",
  choiceHelp:
    "By hand, or each from 1 up to a largest number, of which the one with the lowest BIC is taken.",
  choices: { hand: "By hand", bic: "By BIC" },
  components: "Gaussians",
  componentsHelp: "How many Gaussians, or how many at most where BIC chooses.",
  trainingImages: (count: number) => `with ${counted(count, "training image")}`,
  restarts: "Starts",
  restartsHelp: "How often a fit begins anew, from other places; the best one is taken.",
  seed: "Seed",
  seedHelp: "The same seed on the same model gives the same mixture.",
  fit: "Fit",
  cancel: "Cancel",
  fitting: "Fitting",
  keep: "Keep fitting while training",
  ellipses: "Ellipses on the map",
  contours: "Density on the map",
  status: {
    waiting: "Waiting for the posterior means of the images.",
    embedding: (done: number, all: number) =>
      `Waiting for the posterior means: ${number(done)} of ${counted(all, "image")} done.`,
    none: "Not fitted yet.",
    untrained: "The model is not trained: its images lie where random weights put them.",
    fitting: (share: number) => `Fitting: ${percent(share)} done.`,
    fitted: (components: number, iterations: number, converged: boolean, step: number) =>
      `${counted(components, "Gaussian")}, fitted at step ${number(step)}: ` +
      `${converged ? "converged" : "not converged"} after ${counted(iterations, "iteration")}.`,
    stale: "The model has been trained since: fit again. Until then nothing of it is on the map.",
    many: (numbers: number, images: number) =>
      `It has ${counted(numbers, "number")} to fit and ${counted(images, "image")} to fit them to: expect test far ` +
      "below train. Diagonal covariances, or fewer Gaussians, need fewer.",
    flat: "The latent space has one dimension, so there is no plane to draw ellipses and density on.",
  },
  curve: {
    title: "BIC by number of Gaussians",
    about: "BIC by number of Gaussians: arrow keys choose another.",
    one: (components: number, bic: string, least: boolean) =>
      `${counted(components, "Gaussian")}: BIC ${bic}${least ? ", the lowest" : ""}`,
    hint: "The ring marks the lowest. Press a point, or use the arrow keys, for another number of Gaussians.",
  },
  likelihood: {
    title: "Mean log-likelihood of an image’s code, in nats",
    model: "Model",
    train: "Train",
    test: "Test",
    bic: "BIC",
    mixture: (components: number) => `Mixture of ${number(components)}`,
    one: "One Gaussian",
    prior: "Prior N(0, I), the line to beat",
    noTest: "There are no test images, so nothing tells whether the fit holds beyond the training images.",
  },
  table: {
    title: "Gaussians",
    number: "No.",
    mean: "Mean, decoded",
    weight: "Weight",
    images: "Images",
    most: "Most are",
    ofClass: (name: string, share: number) => `${name} (${percent(share)})`,
    decoded: (component: number) => `What the decoder draws at the mean of Gaussian ${component}`,
    noClasses: "The images have no classes to compare the Gaussians with.",
  },
  classes: {
    title: "A Gaussian for each class, in nats per image",
    class: "Class",
    train: "Train",
    test: "Test",
    images: "Images, train and test",
    oneClass: "With one class, this is the same as one Gaussian.",
  },
  members: {
    title: "Whose is it?",
    hint: "Point at an image on the map to see which Gaussians it belongs to.",
    image: (row: number) => `Image ${row}`,
    place: "This place",
    component: (component: number) => `Gaussian ${component}`,
    others: (count: number) => counted(count, "other"),
    sum: (sum: string) => `Together ${sum}`,
  },
};

/** The posteriors of all training images together, beside the prior. */
export const prior = {
  title: "All codes beside the prior",
  caption:
    "The aggregate posterior is the mixture of all images’ posteriors. Bars: one code drawn for each training image " +
    "from its posterior N(mean, sigma), not the mean alone. Line: the prior N(0, 1). Where both agree, draws of the " +
    "prior land where images are.",
  waiting: "Waiting for the posteriors of the images.",
  failed: (why: string) => `It could not be measured: ${why}`,
  step: (images: number, step: number) =>
    `${counted(images, "code")} of as many training images, at step ${number(step)}.`,
  dimensions: {
    one: (dimension: number, kl: string, outside: string) => `z${dimension}: KL ${kl} nats${outside}`,
    outside: (count: number) => `, ${number(count)} outside`,
    order: (count: number): string =>
      count === 1
        ? "KL is the mean over the images, in nats."
        : "Sorted by KL, the mean over the images, in nats.",
    page: (first: number, last: number, all: number) => `${first} to ${last} of ${all}`,
    previous: "Previous",
    next: "Next",
    all: "Show all",
    fewer: "Show 16",
  },
  discrepancy: {
    title: "Distance from the prior (MMD²)",
    measured: (value: string, low: string, high: string) => `${value}, 95% interval ${low} to ${high}`,
    about: (count: number, step: number) =>
      `Squared maximum mean discrepancy between ${counted(count, "code")} and as many draws of the prior, at step ` +
      `${number(step)}; 0 where both are the same.`,
    same: "The interval holds 0: so many draws don’t tell the codes from the prior.",
    differs: "The interval is above 0: the codes are distributed otherwise than the prior.",
    measuring: "Comparing with draws of the prior.",
    training: "Measured when training pauses.",
    few: (least: number) => `It needs at least ${counted(least, "training image")}.`,
  },
  ratio: {
    title: "Density of the codes over the prior’s",
    about: (across: string, up: string) =>
      `Density of the codes over the prior’s, on ${across} and ${up}. Numbers are holes, which the list repeats.`,
    more: "More codes than the prior has",
    fewer: "Fewer",
    flat: "The latent space has one dimension: its holes are where the bars above stay below the line.",
    others: (count: number) =>
      count === 1 ? "The other dimension is held at 0." : `The other ${count} dimensions are held at 0.`,
  },
  holes: {
    title: "Holes",
    caption:
      "Places where the prior is dense and codes are rare. Left, what the decoder draws there; right, at the nearest " +
      "place where codes are as dense as the prior. Press one to mark it.",
    none: "There are none: wherever the prior is dense on this plane, there are codes.",
    hole: (number: number) => `Hole ${number}`,
    place: (places: string[]) => places.join(", "),
    times: (times: string) => `the prior is ${times} times as dense as the codes`,
    empty: "no codes at all",
    nowhere: "no denser place near",
  },
};

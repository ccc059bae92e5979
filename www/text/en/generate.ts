import { counted, number } from "../format";

/** Images that the decoder makes of draws, and how near they are to those it was trained on. */
export const generate = {
  source: {
    noMixture: "No mixture is fitted yet.",
    noClasses: "These images have no classes.",
    noLatents: "The encoder has not been asked yet where it puts the images.",
    emptyClass: "No training image is of this class.",
  },
  samples: {
    title: "Samples",
    caption:
      "Images that the decoder makes of places drawn in latent space. While the model trains, the same places are " +
      "decoded anew. Click one, or use the arrow keys, to see where it lies and which training image is nearest; " +
      "N draws new ones.",
    from: "Drawn from",
    fromHelp:
      "The prior is what the model was trained towards. The mixture is fitted to where training images lie, so it " +
      "leaves out the holes between them; draws spread around its Gaussians as posteriors do around their means. One " +
      "class has Gaussians of its own. Near image A draws from its posterior.",
    sources: {
      prior: "The prior",
      mixture: "The fitted mixture",
      class: "One class",
      image: "Near image A",
    },
    class: "Class",
    classHelp: "Of which class the training images are that the Gaussians are fitted to.",
    components: "Gaussians",
    componentsHelp: "How many Gaussians are fitted to the class. More follow its shape more closely.",
    width: "Posterior’s width",
    widthHelp:
      "The posterior’s standard deviations are multiplied by this, to look further around the image.",
    temperature: "Temperature",
    temperatureHelp:
      "The standard deviations are multiplied by this. Below 1, samples are more alike and more typical; at 0, all " +
      "are at their Gaussian’s mean.",
    count: "Number of samples",
    countHelp: "How many are drawn.",
    seed: "Seed of draws",
    seedHelp: "The same seed draws the same places again.",
    draw: "Draw",
    more: "New ones",
    beneath: "Nearest training images beneath",
    drawnAt: (step: number, now: number) =>
      `Drawn from the model after ${counted(step, "step")}; it has taken ${number(now)} by now. Draw again to follow.`,
    sheet: {
      role: "sheet of samples",
      none: "Samples, none yet.",
      about: (count: number) =>
        `${counted(count, "decoded sample")}. Arrow keys go from one to the next, Escape leaves them, N draws new ones.`,
      one: (place: number, count: number) => `Sample ${place} of ${count}`,
    },
    details: {
      none: "No sample is picked.",
      sample: "Sample",
      nearest: "Nearest training image",
      place: "z",
      length: (length: string, usual: string) =>
        `${length} from the origin, where draws of the prior are ${usual} from it`,
      prior: "Log density under the prior",
      mixture: "Log density under the mixture",
      nats: (value: string) => `${value} nats`,
      distance: "Distance in pixels",
      among: (searched: number, all: number) =>
        searched < all
          ? `Looked for among ${number(searched)} of ${counted(all, "training image")}, drawn at random.`
          : `Looked for among all ${counted(all, "training image")}.`,
      typical: (median: string, closest: string, count: number) =>
        `Training images are ${median} from the nearest other one (median of ${number(count)}); 5% of them are ` +
        `nearer than ${closest}.`,
      near: "This sample is nearer to a training image than those 5% are to one another.",
      between: "This sample is as near to a training image as they are to one another.",
      far: "This sample is farther from any training image than half of them are from one another.",
      smooth: "Decoded images are smooth, which brings them nearer to all others.",
      training: "The nearest training image is looked for when training pauses.",
      looking: "Looking for the nearest training images.",
      alone: "There are fewer than two training images to compare with.",
    },
  },
  mixture: {
    none: "No mixture is fitted yet.",
    waiting: "A mixture can be fitted as soon as the encoder has been asked where it puts the images.",
    fitted: (components: number, kind: "full" | "diagonal", step: number) =>
      `A mixture of ${counted(components, "Gaussian")} (${kind} covariance) was fitted after ${counted(step, "step")}.`,
    older: (now: number) => `The model has taken ${number(now)} by now.`,
    fit: "Fit one",
    again: "Fit anew",
    stop: "Stop fitting",
    fitting: "Fitting a mixture",
  },
  measures: {
    title: "Prior against mixture",
    caption:
      "How near samples are to training images, in the features of a small classifier that was trained on digits and " +
      "clothes; it is not Inception, and the Frechet distance is not the FID. Discrepancy (MMD) and Frechet distance " +
      "are lower for sets that are more alike. Precision is the share of a set that lies among training images, " +
      "recall the share of those that lies among the set. Brackets hold 95% of resampled values.",
    images: "Images a set",
    imagesHelp:
      "How many samples are compared with as many training images. More make the intervals narrower; a set that has " +
      "fewer limits them all, since only equally many compare.",
    seed: "Seed of sets",
    seedHelp: "The same seed draws the same samples and images again.",
    measure: "Compare",
    stop: "Stop comparing",
    measuring: "Comparing",
    notMeasured: "Not compared yet.",
    sets: {
      prior: "Prior",
      mixture: "Mixture",
      reconstructions: "Reconstructions",
      floor: { test: "Test images", training: "Other training images" },
    },
    measures: {
      discrepancy: "Discrepancy (MMD²)",
      frechet: "Frechet distance",
      precision: "Precision",
      recall: "Recall",
    },
    measureOf: "Measure",
    interval: (low: string, high: string) => `[${low}, ${high}]`,
    absent: "–",
    measured: (images: number, from: number, to: number) =>
      `${counted(images, "image")} of each set against as many training images, ` +
      (from === to
        ? `of the model after ${counted(from, "step")}.`
        : `of the model while it went from ${number(from)} to ${counted(to, "step")}.`),
    older: (now: number) => `It has taken ${number(now)} by now.`,
    noMixture: "There was no mixture to compare.",
    olderMixture: (step: number) =>
      `The mixture was fitted after ${counted(step, "step")}, when images lay elsewhere: fit it anew and compare again.`,
    noTest: "There are no test images; training images that are in no other set stand in their place.",
    few: (images: number) =>
      `With only ${number(images)}, even sets that are alike lie far apart: the last column shows how far.`,
    tooFew: (least: number) =>
      `There are too few images: comparing needs ${number(least)} of each set, and test images or as many others.`,
    nearer: {
      both: (said: string) => `By both distances, ${said}.`,
      each: (discrepancy: string, frechet: string) =>
        `By discrepancy, ${discrepancy}; by the Frechet distance, ${frechet}.`,
      prior: "the prior’s samples are nearer",
      mixture: "the mixture’s samples are nearer",
      neither: "the intervals of prior and mixture overlap",
    },
  },
};

import type { Method } from "../../instrument/protocol";
import { counted, fixed, number } from "../format";

/** The workspace in which images are told apart by their latents. */
export const classify = {
  noLabels: "These images have no labels, so there is nothing to learn their classes from.",
  oneClass: "All images are of one class, so there is nothing to tell apart.",
  classifiers: {
    title: "Classifiers",
    caption:
      "How well simple classifiers tell the classes apart, given where the encoder puts the images, beside the same " +
      "classifiers given the raw pixels. Below each share is the range that the true one lies in with 95% confidence. " +
      "For its training accuracy, k-NN leaves each image out of its own vote.",
    untested:
      "There are no test images, so all are learned from, and accuracies are flattering. k-NN leaves each image out of its " +
      "own vote. Below each share is the range that the true one lies in with 95% confidence.",
    k: "Neighbours",
    kHelp: "k-NN takes the class that most of so many nearest training images have.",
    trainingImages: (count: number) => `with ${counted(count, "training image")}`,
    fewImages: "There are fewer than two training images, so none has others to learn its class from.",
    start: "Classify",
    stop: "Stop",
    working: "Classifying",
    method: "Method",
    methods: (method: Method) => {
      if (method.kind === "neighbours") return `k-NN, k = ${method.k}`;
      return method.kind === "logistic" ? "Logistic regression" : "One Gaussian a class";
    },
    spaces: { latents: "On latents", pixels: "On pixels" },
    train: "Training",
    test: "Test",
    unknown: "–",
    noTest: "no test images",
    percent: (share: string) => `${share}%`,
    interval: (low: string, high: string) => `${low} to ${high}`,
    atStep: (step: number) => `at step ${number(step)}`,
    diagonal: "diagonal covariance",
    confusions: "Confusions",
    confusionsOf: (method: string, space: string) => `Confusions of ${method}, ${space.toLowerCase()}`,
    grid: (method: string, space: string, tested: boolean) =>
      `Confusions of ${method}, ${space.toLowerCase()}, of ${tested ? "test" : "training"} images`,
    learnedFrom: (train: number, test: number, all: number) =>
      `Learned from ${counted(train, "image")}, tested on ${number(test)}` +
      (train + test < all ? `, drawn by chance from ${number(all)}.` : "."),
    untrained: "The model is untrained: its latents are those of chance weights.",
    embedding: (done: number, all: number) => `Embedding images: ${number(done)} of ${number(all)}.`,
    notEmbedded: "Not all images have been embedded yet. Pause training, and classify again.",
  },
  confusion: {
    axes: "Rows: true class. Columns: what was said.",
    cell: (count: number, truth: string, said: string) =>
      `${number(count)} of class ${truth} taken for ${said}`,
    hint: "Choose a cell to see the images behind it. Arrow keys go from cell to cell.",
    behind: (found: number, shown: number, truth: string, said: string) =>
      `${counted(found, "image")} of class ${truth} taken for ${said}` +
      (shown < found ? `, of which ${number(shown)} are shown.` : "."),
    images: "Images behind the cell",
    pick: (row: number, slot: string) => `Image ${row}${slot && `, picked as ${slot}`}`,
    manyClasses: (classes: number) => `A grid of ${number(classes)} classes would be too large to read.`,
  },
  pad: {
    label:
      "Drawing pad. Arrow keys move the pen, with Shift in larger steps, the space bar sets it down or lifts it, " +
      "Backspace takes back a stroke, Delete clears.",
  },
  drawing: {
    title: "Draw pad",
    caption:
      "What you draw is centred, scaled and thickened as the images of this set are, and goes through the model like " +
      "one of them. Keys: arrows move the pen, the space bar sets it down or lifts it.",
    noDrawings:
      "The images of this set are no drawings of strokes, so expect to be told that yours is unlike them.",
    untrained: "The model is untrained, so what it makes of a drawing says nothing yet.",
    undo: "Undo stroke",
    clear: "Clear",
    colour: "Pen",
    seen: "As the model sees it",
    reconstruction: "Reconstruction",
    neighbours: "5 nearest neighbours",
    logistic: "Logistic regression",
    guess: (name: string, confidence: string) => `${name} (${confidence}%)`,
    unknown: "–",
    notFitted: "fitted at rest",
    oneClass: "one class only",
    noLabels: "no labels",
    nearest: "Training images with the nearest codes",
    near: (row: number, name: string) => `Image ${row}, ${name}`,
    hint: "Draw something.",
    measuring: "Comparing with other images.",
    noYardstick: "There are no images to compare it with.",
    unlike: "Unlike anything seen.",
    unusual: "Unusual.",
    usual: "Much like the images of this set.",
    worse: (share: string, images: number, tested: boolean) =>
      `Its reconstruction is worse than those of ${share}% of ${counted(images, tested ? "test image" : "training image")}.`,
    farther: (share: string) => `Its code is less likely under the prior than those of ${share}%.`,
  },
  fewLabels: {
    title: "A few labels are enough",
    caption:
      "Name a few images, and their names spread to all others along the nearest codes. Take those proposed, each in the " +
      "middle of a cluster, or pick an image on the map.",
    unlabelled: "These images have no labels, so type names of your own; how many are right can’t be told.",
    fewImages: "There are too few images for names to spread.",
    names: "Names",
    another: "Another name",
    add: "Add",
    unnamed: (row: number) => `Image ${row}, not named`,
    named: (row: number, name: string) => `Image ${row}, named ${name}`,
    proposed: "Images worth a name",
    propose: "Propose images",
    forget: "Forget all names",
    random: "Try random labels",
    stop: "Stop",
    trying: "Working",
    colour: "Colour the map by these names",
    noName: "no name",
    waits: "Codes of all images are needed, which come when training pauses.",
    none: "No image has been named yet.",
    oneName: "All names given are one name so far: with a second one, names spread.",
    spread: (names: number, images: number) =>
      `${counted(names, "name")}, spread over ${counted(images, "image")}.`,
    atStep: (step: number) => `That was at step ${number(step)}.`,
    right: (share: string, of: number, low: string, high: string) =>
      `${share}% of the other ${number(of)} got the name of their class (between ${low}% and ${high}% with 95% confidence).`,
    count: (name: string, images: number) => `${name}: ${number(images)}`,
    counts: (counts: string[]) => `${counts.join(", ")}.`,
    unreached: (images: number) => `No name reached ${counted(images, "image")}.`,
    curve: {
      title: "Percent of the other images that are named rightly, by number of labels",
      own: "Your labels",
      random: "Random labels: 1, 2, 5, 10, 20 a class, mean of 3 draws",
      about: (own: [number, number][], random: [number, number][]) => {
        const list = (points: [number, number][]) =>
          points.map(([labels, share]) => `${fixed(share, 1)}% with ${number(labels)}`).join(", ") ||
          "none yet";
        return `Your labels: ${list(own)}. Random labels: ${list(random)}.`;
      },
    },
  },
};

import { counted, number } from "../format";

/** Walking through latent space: traversals, lines between images, attributes. */
export const walks = {
  traversals: {
    title: "Traversals",
    caption:
      "Each strip moves one latent dimension and holds all others at the image’s code; the line across it is where the " +
      "image itself lies. KL is what the dimension says about an image on average, the most telling one first. A strip " +
      "that does not change is a dimension that the decoder does not use.",
    around: "Around",
    arounds: { image: "image A", marked: "the marked place" },
    spacing: "Spacing",
    of: (what: string) => `Around ${what}.`,
    noneMarked:
      "No place is marked yet, so the strips go around 0. Click in the map or in the grid to mark one.",
    marked: "the marked place",
    page: (from: number, to: number, all: number) => `Dimensions ${from} to ${to} of ${all}`,
    previous: "Previous dimensions",
    next: "Next dimensions",
    dimension: (dimension: number) => `z${dimension}`,
    kl: (nats: string) => `${nats} nats`,
    klUnknown: "KL not known yet",
    strip: (dimension: number, from: string, to: string, own: string) =>
      `z${dimension} from ${from} to ${to}; the image lies at ${own}`,
    empty: "Traversal, no images yet",
  },
  lines: {
    title: "Interpolation",
    caption:
      "Ways from A to B in latent space, each decoded at eleven places; both ends are reconstructions. Bars are how much " +
      "the image changes from one place to the next: the root of the summed squared differences of pixels, measured in " +
      "four parts each. On the map they are drawn whole, dashed and dotted, as here.",
    random: "Random pair",
    slot: (slot: string, name: string, row: number) => `${slot} ${name}, image ${row}`,
    hint: (slot: string) => `Your next pick, in the map or among the images, becomes ${slot}.`,
    empty: "Interpolation, no images yet",
    names: { straight: "Straight line", circle: "Great circle", along: "Along the data" },
    about: {
      straight: "Even steps from code to code.",
      circle: "Keeps the distance from 0 that the prior’s draws have.",
      along:
        "The shortest way from image to image, where a step is as long as it changes what the decoder draws.",
    },
    strip: (count: number, from: string, to: string, name: string) =>
      `${name}: ${count} decoded images from ${from} to ${to}`,
    total: (length: string) => `changes by ${length} in all`,
    bars: (name: string, values: string[]) => `${name}, change from place to place: ${values.join(", ")}`,
    find: "Find the way along the data",
    again: "Find it again",
    cancel: "Cancel",
    progress: "Finding the way along the data",
    stages: {
      embed: "Encoding images",
      graph: "Joining each image with its neighbours",
      decode: "Measuring edges by what the decoder draws at both ends",
      path: "Finding the shortest way",
    },
    notFound: "Not looked for yet: it decodes many images, which takes a while.",
    other: "A or B is another image now.",
    found: (images: number, all: number, passed: number, step: number) =>
      `Over a graph of ${images < all ? `${number(images)} of ` : ""}${counted(all, "image")}, up to ten neighbours each; it ` +
      `passes ${counted(passed, "image")}. At step ${number(step)}.`,
    alone: "A and B are neighbours.",
    bridges: (count: number) =>
      `The data lie in parts: ${counted(count, "step")} of it ${count === 1 ? "leads" : "lead"} over a gap between them.`,
    sameImage: "A and B are the same image.",
    shorter: (percent: string) => `The image changes ${percent} less than on the straight line.`,
    longer: (percent: string) =>
      `The image changes ${percent} more than on the straight line: here the decoder’s straight way is the shorter one.`,
    alike: "The image changes as much as on the straight line.",
  },
  attributes: {
    title: "Attributes",
    caption:
      "The mean code of one kind of images minus that of another, added to image A’s code and decoded. A strength of 1 " +
      "moves as far as the two means lie apart.",
    from: "From",
    to: "To",
    choose: "Choose a class",
    chooseSelection: "Choose the map’s selection",
    noClasses:
      "These images have no classes: select points on the map, and take them for one end, then others for the other.",
    oneClass: "All images are of one class: select points on the map for the ends.",
    takeFrom: "Selection as From",
    takeTo: "Selection as To",
    ofColumn: (column: string, name: string) => `${column}: ${name}`,
    selection: (count: number) => `selection of ${number(count)}`,
    strength: "Strength",
    of: (strength: string, length: string, distance: string) =>
      `${strength} × length ${length} = ${distance} in latent space`,
    unset: "Choose two kinds of images to see what tells them apart.",
    same: "Both ends are the same images: there is no difference to add.",
    unknown:
      "No image of one of the two is among those that are encoded now. Pause training, and all of them will be.",
    means: (from: number, to: number) => `Means of ${number(from)} and ${counted(to, "image")}.`,
    original: (name: string) => `Image A, ${name}`,
    reconstruction: "Reconstruction",
    changed: "With the attribute",
    strip: (from: string, to: string) => `From ${from} to ${to} at strengths from −2 to 2`,
    empty: "Attribute, no images yet",
    save: "Keep this pair",
    saved: "Kept pairs",
    name: (from: string, to: string) => `${from} → ${to}`,
    use: (name: string) => `Use ${name}`,
    forget: (name: string) => `Forget ${name}`,
    vector: "Attribute vector (CSV)",
  },
};

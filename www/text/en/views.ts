import { counted } from "../format";

export const views = {
  train: "train",
  test: "test",
  z: (values: string[]) => `z = ${values.join(", ")}`,
  map: {
    role: "scatter plot",
    none: "Latent space, no images embedded yet.",
    about: (train: number, test: number, extent: number) =>
      `Posterior means of ${train} training and ${test} test images, within ${extent} of the origin. ` +
      "Arrow keys move from image to image, Enter picks one. Shift and Enter select one more, Escape none. " +
      "Plus and minus zoom, 0 shows all, Shift and arrow keys move the map.",
    className: (name: string) => `Class ${name}`,
    image: (row: number, test: boolean) => `${test ? "test" : "train"} image ${row}`,
    picked: (what: string) => `Picked: ${what}`,
    gathered: "All images lie near 0: the encoder does not tell them apart yet.",
    decoded: "What the decoder draws here",
    wheel: "To zoom, hold Ctrl or \u2318 and turn the wheel, or pinch.",
    zoomLabel: "Zoom",
    zoom: {
      in: { sign: "+", label: "Zoom in" },
      out: { sign: "\u2212", label: "Zoom out" },
      reset: { sign: "All", label: "All images in view" },
    },
    dragLabel: "What a drag does",
    drag: { select: "Select", move: "Move" },
    splitLabel: "Images on the map",
    splits: { both: "Train and test", apart: "Side by side", train: "Train only", test: "Test only" },
    apart: ["Training images", "Test images"],
    selected: (count: number) => `${counted(count, "image")} selected`,
    clear: "Clear",
  },
  legend: {
    label: "Classes: press to mute or show",
    className: (name: string) => `Class ${name}`,
    more: (count: number) => `and ${count} more`,
  },
  grid: {
    role: "grid of decoded images",
    none: "Decoded images, none yet.",
    about: (count: number, extent: string) =>
      `${count} decoded images over latent space from −${extent} to ${extent}. Arrow keys move the cursor.`,
  },
  pairs: {
    label: (test: boolean) => `${test ? "Test images" : "Images"} and their reconstructions`,
    image: (row: number, test: boolean) => `${test ? "Test image" : "Image"} ${row}`,
    ofClass: (name: string) => `, class ${name}`,
    picked: (slot: string) => `, picked as ${slot}`,
  },
  losses: {
    atEpoch: (value: string, epoch: number) => `${value} at epoch ${epoch}`,
    about: (title: string, train: string, test: string) =>
      `${title} in nats per image over epochs: train ${train}, test ${test}.`,
  },
};

/** Which keys do what, by where they do it. */
export const keys = {
  title: "Keys",
  close: "Close",
  where: "Where",
  key: "Key",
  does: "What it does",
  groups: [
    {
      where: "Everywhere",
      keys: [
        ["Tab, Shift + Tab", "go to the next control, or the one before"],
        ["Space", "train, or pause"],
        ["?", "open this list"],
        ["Esc", "close what is open"],
      ],
    },
    {
      where: "Map",
      keys: [
        ["Arrows", "go from image to image"],
        ["Enter", "pick the image"],
        ["Shift + Enter", "select it, or take it out of the selection"],
        ["Esc", "leave the image; once more, select none"],
        ["+, −", "zoom in, out"],
        ["Shift + arrows", "move the map"],
        ["0", "show all of it"],
      ],
    },
    {
      where: "Decoded grid",
      keys: [
        ["Arrows", "move the cursor"],
        ["Enter", "mark the place on the map"],
        ["Esc", "leave it"],
      ],
    },
    {
      where: "Layers, maps of values, bars",
      keys: [
        ["Arrows", "go to the next value"],
        ["Shift + arrows", "move within a feature map"],
        ["Enter", "open a unit"],
        ["Esc", "close it"],
      ],
    },
    {
      where: "Latent pad and sliders",
      keys: [
        ["Arrows", "move by 0.1, with Shift by 1"],
        ["Home", "go back to the image’s own place"],
      ],
    },
    {
      where: "Samples",
      keys: [
        ["Arrows", "go from one to the next"],
        ["N", "draw new ones"],
      ],
    },
    {
      where: "Drawing pad",
      keys: [
        ["Arrows", "move the pen, with Shift in larger steps"],
        ["Space", "set the pen down, or lift it"],
      ],
    },
    {
      where: "Replay of a step",
      keys: [
        ["Space", "play, or pause"],
        ["Arrows", "go from stage to stage"],
      ],
    },
  ],
};

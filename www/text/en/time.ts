import { counted, number } from "../format";

/** The run so far, at any moment that was kept of it. */
export const time = {
  title: "Time",
  caption:
    "While it trains, the model’s weights are kept ever more steps apart, about evenly on a logarithmic scale. Move the slider " +
    "to see what the model was then: a second copy of it draws that, and training goes on untouched. All other cards show the " +
    "present.",
  none: "Nothing is kept yet: train first.",
  tooLarge: (megabytes: string) =>
    `The weights of this model take ${megabytes} MB: too few moments would fit. Choose a smaller model to look back.`,
  kept: (count: number, megabytes: string) => `${counted(count, "moment")} kept, ${megabytes} MB.`,
  few: (room: number) => `Of a model of this size ${counted(room, "moment")} fit at most.`,
  slider: "Moment",
  other: "Moment B",
  at: (epoch: string, step: string) => `epoch ${epoch}, step ${step}`,
  now: "now",
  present: "This is the present. Move the slider to look back.",
  past: (at: string, step: string) => `The past: ${at} of ${step}. The other cards show the present.`,
  loading: "Fetching the model of then.",
  failed: (why: string) => `This moment can’t be shown. ${why} Move the slider to try again.`,
  play: "Play",
  pause: "Pause",
  back: "Back to now",
  speed: "Speed",
  speeds: { "1": "1 a second", "2": "2 a second", "4": "4 a second", "8": "8 a second" },
  compare: "Compare with a second moment",
  turn: "Turn B’s map so that it fits A’s",
  turned: (angle: string, mirrored: boolean, residual: string) =>
    `B’s map is turned by ${angle}°${mirrored ? " after it was mirrored" : ""}. Its points then lie ${residual} from those of A ` +
    "(root mean square, in the prior’s standard deviations).",
  parts: { a: "A", b: "B" },
  fitted: (axis: string) => `${axis}, turned`,
  map: (at: string, images: number) => `Map of ${counted(images, "image")} at ${at}`,
  described: (name: string | null, set: string, model: string, at: string) =>
    [...(name ? [name] : []), set, model, at].join(" · "),
  some: (shown: number, all: number) => `The maps show ${number(shown)} of ${counted(all, "image")}.`,
  model: (widths: readonly number[], latent: number) => [...widths, latent].join("-"),
  save: {
    start: "Save as an animation (GIF)",
    stop: "Cancel",
    working: "Drawing the animation.",
    frame: (done: number, all: number) => `${done} of ${all}`,
    saved: (file: string, frames: number) => `Saved as ${file}, ${counted(frames, "frame")}.`,
  },
};

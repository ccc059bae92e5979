import { counted, fixed, number } from "../format";

/** The workspace in which objects are found in pictures and videos. */
export const scene = {
  source: {
    title: "Scene",
    caption:
      "What is looked at. Nothing of it leaves this page, and nothing is recorded. Point at an object, or use the arrow " +
      "keys, to see which it is in the list.",
    from: "Scene",
    fromHelp:
      "Composed from the loaded images, a street of things that move, a picture or video of your own, or the camera.",
    kinds: {
      file: { name: "My picture or video", about: "It is read by this browser alone.", start: "Open…" },
      camera: {
        name: "The camera",
        about: "Its pictures as they come.",
        start: "Start the camera",
      },
    },
    longest: "Longest side",
    longestHelp:
      "Pictures and videos are made smaller to at most so many pixels on their longer side. Objects are found when " +
      "they are about as large as the images that the model knows, or up to twice as large.",
    fileLabel: "Picture or video",
    opening: "Opening…",
    stopCamera: "Stop the camera",
    cameraNote: "The browser asks you first. What the camera sees stays on this page and is not recorded.",
    noCameraHere:
      "No camera can be asked for here: that needs https, and where this page is framed, the frame’s leave.",
    close: "Close",
    play: "Play",
    pause: "Pause",
    time: "Time",
    timeOf: (seconds: number, all: number) => `${fixed(seconds, 1)} of ${fixed(all, 1)} s`,
    live: "Live",
    camera: "Camera",
    none: "No scene yet.",
    shown: (name: string, width: number, height: number) =>
      `${name}, ${number(width)} × ${number(height)} pixels`,
    rate: (perSecond: number) => `${fixed(perSecond, 0)} frames a second`,
    truth: "Show what is there (dashed)",
    noPicture: (name: string) =>
      `${name} can’t be read as a picture. PNG, JPEG, WebP, GIF and AVIF files can, and videos that this browser plays.`,
    noVideo: (name: string) => `This browser can’t play ${name}. WebM and MP4 files mostly work.`,
    noFrames: (name: string) => `There are no pictures in ${name}.`,
    cameraRefused:
      "The camera was refused, so nothing is shown. The browser’s settings for this page can allow it.",
    noCamera: "No camera was found.",
    cameraInUse: "The camera can’t be used now: another program may have it.",
    cameraFailed: (why: string) => `The camera could not be started: ${why}`,
    cameraGone: "The camera is gone: it was unplugged or taken away. What it last saw stays.",
    cameraLeft: "The camera was stopped when you went elsewhere.",
  },
  picture: {
    role: "scene",
    empty: "The scene, none yet.",
    about: (name: string, objects: number) =>
      `${name}, with ${counted(objects, "object")} found. Arrow keys go from one to the next, Escape leaves them.`,
    object: (place: number, count: number, label: string) => `Object ${place} of ${count}: ${label}`,
    unknown: "unknown",
  },
};

import { text } from "../text/later";
import { createReader, type Reading } from "./canvas";
import type { Moving, MovingListener } from "./moving";

const words = text.scene.source;

/** Whether a file is a video, by what the system or its name says. */
export const isVideo = ({ type, name }: File) =>
  type.startsWith("video/") || (type === "" && /\.(webm|mp4|m4v|mov|mkv|ogv)$/i.test(name));

/** In milliseconds: a video that has not shown a frame by then has none. */
const patience = 10_000;

/** Resolves at the first of these events, or false after a while. */
function happens(
  target: EventTarget,
  names: string[],
  signal: AbortSignal,
  ms: number,
): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const over = new AbortController();
    const end = (name: string | null) => {
      over.abort();
      clearTimeout(timer);
      resolve(name);
    };
    const timer = setTimeout(() => end(null), ms);
    for (const name of names) target.addEventListener(name, () => end(name), { signal: over.signal });
    signal.addEventListener(
      "abort",
      () => {
        over.abort();
        clearTimeout(timer);
        reject(signal.reason as Error);
      },
      { signal: over.signal },
    );
  });
}

/** Has a video tell of each frame that it shows; returns the end of that. */
function follow(video: HTMLVideoElement, onFrame: () => void): () => void {
  const released = new AbortController();
  const { signal } = released;
  // A frame that was sought is there before it would be shown.
  video.addEventListener("seeked", onFrame, { signal });
  let pending = 0;
  if ("requestVideoFrameCallback" in video) {
    const next = () => {
      pending = video.requestVideoFrameCallback(() => {
        onFrame();
        next();
      });
    };
    next();
    signal.addEventListener("abort", () => video.cancelVideoFrameCallback(pending));
  } else {
    let shown = -1;
    const { requestAnimationFrame: request, cancelAnimationFrame: cancel } = globalThis;
    const element = video as HTMLVideoElement;
    const look = () => {
      pending = request(look);
      if (element.currentTime === shown || element.readyState < element.HAVE_CURRENT_DATA) return;
      shown = element.currentTime;
      onFrame();
    };
    look();
    signal.addEventListener("abort", () => cancel(pending));
  }
  return () => released.abort();
}

/**
 * Reads what a video element shows, frame by frame, at once when it is shown, so that no frame waits: whoever takes longer
 * than a frame lasts gets the newest by then.
 */
export function readFrames(
  video: HTMLVideoElement,
  name: string,
  reading: Reading,
  onFrame: MovingListener["onFrame"],
): () => void {
  const read = createReader(reading);
  const take = () => {
    const { videoWidth: width, videoHeight: height, currentTime: seconds } = video;
    if (width > 0)
      onFrame({ ...read({ source: video, width, height }), name, display: "brightness", seconds });
  };
  const end = follow(video, take);
  if (video.readyState >= video.HAVE_CURRENT_DATA) take();
  return end;
}

export function createVideo(): HTMLVideoElement {
  const video = document.createElement("video");
  video.muted = true;
  video.playsInline = true;
  video.preload = "auto";
  return video;
}

/** A recording that was never finished does not know how long it is, until its end is sought. */
async function durationOf(video: HTMLVideoElement, signal: AbortSignal): Promise<number> {
  if (Number.isFinite(video.duration)) return video.duration;
  video.currentTime = Number.MAX_SAFE_INTEGER;
  await happens(video, ["durationchange"], signal, patience);
  const duration = Number.isFinite(video.duration) ? video.duration : video.currentTime;
  video.currentTime = 0;
  await happens(video, ["seeked"], signal, patience);
  return duration;
}

/** Opens a video's file, which stands at its first frame then; a plain sentence where it can't be shown. */
export async function openVideo(
  file: File,
  reading: Reading,
  { onFrame, onChange }: MovingListener,
  signal: AbortSignal,
): Promise<Moving> {
  const video = createVideo();
  const address = URL.createObjectURL(file);
  const released = new AbortController();
  const free = () => {
    released.abort();
    video.pause();
    video.removeAttribute("src");
    // Without this, what was decoded stays.
    video.load();
    URL.revokeObjectURL(address);
  };
  try {
    video.src = address;
    const came = await happens(video, ["loadeddata", "error"], signal, patience);
    // Of sound alone, all data may be there without a picture.
    if (came === "error") throw new Error(words.noVideo(file.name));
    if (came === null || video.videoWidth === 0) throw new Error(words.noFrames(file.name));
    const duration = await durationOf(video, signal);
    const end = readFrames(video, file.name, reading, onFrame);
    released.signal.addEventListener("abort", end);
    for (const name of ["play", "pause", "ended", "timeupdate", "seeked"])
      video.addEventListener(name, onChange, { signal: released.signal });
    return {
      name: file.name,
      duration,
      get seconds() {
        return video.currentTime;
      },
      get playing() {
        return !video.paused && !video.ended;
      },
      // What ends the video before it plays is no failure.
      play: () => void video.play().catch(() => {}),
      pause: () => video.pause(),
      seek: (seconds) => void (video.currentTime = seconds),
      destroy: free,
    };
  } catch (error) {
    free();
    throw error;
  }
}

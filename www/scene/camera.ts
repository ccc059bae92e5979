import { text } from "../text/later";
import type { Reading } from "./canvas";
import type { Moving, MovingListener } from "./moving";
import { createVideo, readFrames } from "./video";

const words = text.scene.source;

/** Why there is no camera, by the name of what the browser throws. */
function why({ name, message }: Error): string {
  switch (name) {
    case "NotAllowedError":
    case "SecurityError":
      return words.cameraRefused;
    case "NotFoundError":
    case "OverconstrainedError":
      return words.noCamera;
    case "NotReadableError":
    case "AbortError":
      return words.cameraInUse;
    default:
      return words.cameraFailed(message);
  }
}

/** Whether a page may ask for a camera at all: only over https, from localhost, and where a frame around it allows it. */
export const cameraOffered = () => globalThis.navigator?.mediaDevices?.getUserMedia !== undefined;

/** Asks for the camera, whose pictures are shown live and kept nowhere; a plain sentence where there is none to be had. */
export async function openCamera(
  reading: Reading,
  { onFrame, onChange, onEnd }: MovingListener,
  signal: AbortSignal,
): Promise<Moving> {
  const stream = await navigator.mediaDevices
    .getUserMedia({ video: { width: { ideal: 640 }, facingMode: "environment" }, audio: false })
    .catch((error: Error) => {
      throw new Error(why(error));
    });
  const tracks = stream.getTracks();
  const video = createVideo();
  let endFrames = () => {};
  function free(): void {
    endFrames();
    for (const track of tracks) {
      track.onended = null;
      track.stop();
    }
    video.srcObject = null;
  }
  // Pressed while the browser asked.
  if (signal.aborted) {
    free();
    throw signal.reason as Error;
  }
  const name = words.camera;
  video.srcObject = stream;
  endFrames = readFrames(video, name, reading, onFrame);
  for (const type of ["play", "pause"]) video.addEventListener(type, onChange);
  for (const track of tracks)
    track.onended = () => {
      free();
      onEnd(words.cameraGone);
    };
  const play = () => void video.play().catch(() => {});
  play();
  return {
    name,
    duration: null,
    get seconds() {
      return video.currentTime;
    },
    get playing() {
      return !video.paused;
    },
    play,
    pause: () => video.pause(),
    seek: () => {},
    destroy: free,
  };
}

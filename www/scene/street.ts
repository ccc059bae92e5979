import type { SceneComposer } from "../data/scenes/client";
import type { StreetOptions } from "../data/scenes/protocol";
import { sceneOf } from "./composed";
import type { Moving, MovingListener } from "./moving";
import type { Scene } from "./scene";

/** Frames a second, and how long a street is shown: it could go on for ever. */
export const framesPerSecond = 12;
export const streetSeconds = 60;

/** In milliseconds: how soon it is asked again whether the next frame may come. */
const patience = 15;

/** A street that is composed frame by frame. No frame comes before whoever looks is `ready` for it, so none is missed. */
export async function openStreet(
  composer: Pick<SceneComposer, "streetFrames">,
  options: StreetOptions,
  about: Pick<Scene, "name" | "display">,
  { onFrame, onChange }: MovingListener,
  ready: () => boolean,
): Promise<Moving> {
  let frame = 0;
  let playing = false;
  let ended = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts what was asked for, of which only the latest is shown. */
  let asked = 0;
  const last = streetSeconds * framesPerSecond;

  async function show(next: number): Promise<void> {
    const mine = ++asked;
    const composed = await composer.streetFrames(options, next, 1);
    if (ended || mine !== asked) return;
    frame = next;
    onFrame(sceneOf(composed, 0, { ...about, seconds: frame / framesPerSecond }));
    onChange();
  }

  function pause(): void {
    clearTimeout(timer);
    playing = false;
    onChange();
  }

  async function go(): Promise<void> {
    if (!playing) return;
    if (!ready()) {
      timer = setTimeout(go, patience);
      return;
    }
    const began = performance.now();
    // What is closed while a frame is composed is no failure.
    await show(frame >= last ? 0 : frame + 1).catch(() => pause());
    if (frame >= last) return pause();
    if (playing) timer = setTimeout(go, 1000 / framesPerSecond - (performance.now() - began));
  }

  await show(0);
  return {
    name: about.name,
    duration: streetSeconds,
    get seconds() {
      return frame / framesPerSecond;
    },
    get playing() {
      return playing;
    },
    play() {
      if (playing) return;
      playing = true;
      onChange();
      void go();
    },
    pause,
    seek: (seconds) => void show(Math.round(seconds * framesPerSecond)).catch(() => {}),
    destroy() {
      ended = true;
      playing = false;
      clearTimeout(timer);
    },
  };
}

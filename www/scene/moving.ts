import type { Scene } from "./scene";

/** What a source of frames tells. */
export interface MovingListener {
  onFrame(scene: Scene): void;
  /** Whether it plays, or where it stands, has changed. */
  onChange(): void;
  /** It has ended by itself, with a sentence why. */
  onEnd(why: string): void;
}

/** What gives frames: a video, a camera, or a street that is composed. */
export interface Moving {
  name: string;
  /** In seconds; null of what is live. */
  duration: number | null;
  /** Where it stands, in seconds. */
  readonly seconds: number;
  readonly playing: boolean;
  play(): void;
  pause(): void;
  seek(seconds: number): void;
  /** Ends it, and frees what it holds. */
  destroy(): void;
}

import { sameClip, type Scene } from "../../scene/scene";

/** Seconds between two frames that are kept: what moves is to be elsewhere in the next. */
const apart = 0.2;
/** Frames that are wanted, and values of all of them at most. */
const [wanted, mostValues] = [40, 2 ** 25];
/** With fewer, what stands still for a moment is taken for the background. */
const fewest = 8;

/** Frames of a clip, as they come, until there are enough to tell what does not move. */
export class Clip {
  private frames: Scene[] = [];

  /** How many frames it is to have. */
  get wanted(): number {
    const size = this.frames[0]?.pixels.length ?? 1;
    return Math.max(fewest, Math.min(wanted, Math.floor(mostValues / size)));
  }

  /** The first frame; undefined before there is one. */
  get first(): Scene | undefined {
    return this.frames[0];
  }

  get count(): number {
    return this.frames.length;
  }

  get complete(): boolean {
    return this.count >= this.wanted;
  }

  /** Keeps a frame that is far enough from those before; another clip, or another size, begins anew. */
  add(scene: Scene): void {
    const last = this.frames.at(-1);
    if (scene.seconds === null || this.complete) return;
    if (last && !sameClip(last, scene)) this.frames = [];
    else if (last && Math.abs(scene.seconds - last.seconds!) < apart) return;
    this.frames.push(scene);
  }

  /** All of them, one after the other. */
  pixels(): {
    pixels: Float32Array;
    shape: [frames: number, height: number, width: number, channels: number];
  } {
    const { frames } = this;
    const [first] = frames;
    const size = first!.pixels.length;
    const pixels = new Float32Array(frames.length * size);
    frames.forEach((frame, at) => pixels.set(frame.pixels, at * size));
    return { pixels, shape: [frames.length, ...first!.shape] };
  }
}

/** Standard deviation of each pixel, of those of its channels: the root of their mean square. */
export function noiseOf(noise: Float32Array, channels: number): Float32Array {
  return Float32Array.from({ length: noise.length / channels }, (_, at) => {
    let sum = 0;
    for (let i = at * channels; i < (at + 1) * channels; i++) sum += noise[i]! ** 2;
    return Math.sqrt(sum / channels);
  });
}

import { startLoader } from "#assets/page";
import { text } from "../../text";
import { pick } from "./pick";
import type {
  ComposedScenes,
  Composition,
  ObjectSet,
  SceneMessage,
  SceneQuestion,
  SceneRequest,
  StreetOptions,
} from "./protocol";

interface Pending {
  resolve(scenes: ComposedScenes): void;
  reject(error: Error): void;
}

/**
 * Composes scenes of a set’s objects, in a worker of its own that holds a copy of them, until it is closed. `rows` are
 * those of the set that may be used, such as those for testing.
 */
export class SceneComposer {
  private readonly worker = startLoader();
  private readonly pending = new Map<number, Pending>();
  private nextId = 0;
  private ended: string | undefined;

  constructor(
    set: ObjectSet,
    private readonly rows: Uint32Array,
  ) {
    this.worker.onmessage = ({ data }: MessageEvent<SceneMessage>) => this.receive(data);
    this.worker.onerror = (event) => {
      event.preventDefault();
      const { noLoader, loaderStopped } = text.data;
      this.end(event.message === undefined ? noLoader : loaderStopped(event.message));
    };
    const objects = pick(set, rows);
    const buffers = [objects.pixels.buffer, ...(objects.labels ? [objects.labels.buffer] : [])];
    this.worker.postMessage({ kind: "objects", objects } satisfies SceneRequest, buffers);
  }

  /** Scenes of objects at random places. */
  composeScenes(options: Composition): Promise<ComposedScenes> {
    return this.ask({ kind: "composeScenes", options });
  }

  /** Frames of a street from number `first` on, each the same with whichever others it is asked for. */
  streetFrames(options: StreetOptions, first: number, count: number): Promise<ComposedScenes> {
    return this.ask({ kind: "streetFrames", options, first, count });
  }

  /** Ends the worker and frees what it held; anything pending is rejected. */
  close(): void {
    this.end(text.data.cancelled);
  }

  private ask(question: SceneQuestion): Promise<ComposedScenes> {
    if (this.ended !== undefined) return Promise.reject(new Error(this.ended));
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve, reject });
      this.worker.postMessage({ ...question, id } satisfies SceneRequest);
    });
  }

  private receive(message: SceneMessage): void {
    const pending = this.pending.get(message.id);
    this.pending.delete(message.id);
    if (message.type === "failed") return pending?.reject(new Error(message.message));
    const { scenes } = message;
    pending?.resolve({ ...scenes, rows: scenes.rows.map((row) => this.rows[row]!) });
  }

  private end(why: string): void {
    this.ended = why;
    this.worker.terminate();
    for (const { reject } of this.pending.values()) reject(new Error(why));
    this.pending.clear();
  }
}

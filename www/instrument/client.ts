import { startInstrument } from "#assets/page";
import { text } from "../text";
import { sentence } from "../text/errors";
import type { Args, CommandName, InstrumentFailed, InstrumentResponse, Result } from "./protocol";

/** How long work is followed, and ended early. */
export interface WorkOptions {
  /** Ends it: the promise is rejected with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Told the share that is done, between 0 and 1. */
  onProgress?: ((done: number) => void) | undefined;
}

interface Pending {
  resolve(value: never): void;
  reject(error: Error): void;
  onProgress?: ((done: number) => void) | undefined;
}

/** What the instrument says is wrong, in the page's language, with the code and the values that it is made from. */
const toError = ({ message, ...told }: InstrumentFailed): Error =>
  Object.assign(new Error(sentence({ message, ...told }, text.instrument.errors)), told);

/**
 * What models and measures points, in a worker of its own that starts when first asked, so that training is not slowed.
 * Several questions can be under way at once. When the worker dies, they are rejected, and the next one starts another.
 */
export class InstrumentClient {
  private worker: Worker | undefined;
  private readonly pending = new Map<number, Pending>();
  private nextId = 0;

  call<C extends CommandName>(
    command: C,
    args: Args<C>,
    { signal, onProgress }: WorkOptions = {},
  ): Promise<Result<C>> {
    if (signal?.aborted) return Promise.reject(signal.reason as Error);
    const worker = (this.worker ??= this.start());
    const id = this.nextId++;
    const aborted = new AbortController();
    const result = new Promise<Result<C>>((resolve, reject) => {
      this.pending.set(id, { resolve, reject, onProgress });
      signal?.addEventListener(
        "abort",
        () => {
          if (!this.pending.delete(id)) return;
          worker.postMessage({ cancel: id });
          reject(signal.reason as Error);
        },
        { signal: aborted.signal },
      );
      worker.postMessage({ id, command, args });
    });
    return result.finally(() => aborted.abort());
  }

  /** Ends the worker and frees what it held; anything pending is rejected. */
  close(): void {
    this.end(text.instrument.closed);
  }

  private start(): Worker {
    const worker = startInstrument();
    worker.onmessage = ({ data }: MessageEvent<InstrumentResponse>) => this.receive(data);
    worker.onerror = (event) => {
      event.preventDefault();
      const { noScript, stopped } = text.instrument;
      this.end(event.message === undefined ? noScript : stopped(event.message));
    };
    return worker;
  }

  private receive(message: InstrumentResponse): void {
    if (message.type === "fatal") return this.end(text.instrument.stopped(message.message));
    const pending = this.pending.get(message.id);
    if (message.type === "progress") return pending?.onProgress?.(message.done);
    this.pending.delete(message.id);
    if (message.type === "result") pending?.resolve(message.value as never);
    else pending?.reject(toError(message.failure));
  }

  private end(why: string): void {
    this.worker?.terminate();
    this.worker = undefined;
    const ended = [...this.pending.values()];
    this.pending.clear();
    for (const { reject } of ended) reject(new Error(why));
  }
}

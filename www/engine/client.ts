import { startEngine } from "#assets/page";
import { text } from "../text";
import { sentence } from "../text/errors";
import type { Args, CommandName, Failure, Response, Result, Stage } from "./protocol";

export interface ClientEvents {
  onStage?: ((stage: Stage | null) => void) | undefined;
  onFatal?: ((error: Error) => void) | undefined;
}

interface Pending {
  resolve: (value: never) => void;
  reject: (error: Error) => void;
}

/** The engine stopped and cannot go on; a new one can be started. */
export class EngineError extends Error {
  override readonly name = "EngineError";
}

const { ends } = text.engine;

/** What the engine says is wrong, in the page's language, with the code and the values that it is made from. */
const toError = ({ message, ...told }: Failure): Error =>
  Object.assign(new Error(sentence({ message, ...told })), told);

/** Owns a worker: sends it commands, gives promises for its answers, and notices its end. */
export class Client {
  private readonly worker = startEngine();
  private readonly pending = new Map<number, Pending>();
  private nextId = 0;
  private ended: Error | undefined;

  constructor(private readonly events: ClientEvents) {
    this.worker.onmessage = ({ data }: MessageEvent<Response>) => this.receive(data);
    this.worker.onerror = (event) => {
      event.preventDefault();
      this.die(event.message === undefined ? ends.noScript : ends.stopped(event.message));
    };
    this.worker.onmessageerror = () => this.die(ends.unreadable);
  }

  /** What is in `transfer` moves to the worker instead of being copied. */
  call<C extends CommandName>(command: C, args: Args<C>, transfer: Transferable[] = []): Promise<Result<C>> {
    if (this.ended !== undefined) return Promise.reject(this.ended);
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve, reject });
      this.worker.postMessage({ id, command, args }, transfer);
    });
  }

  close(): void {
    this.end(new EngineError(ends.closed));
  }

  private receive(message: Response): void {
    if (message.type === "stage") {
      this.events.onStage?.(message.stage);
    } else if (message.type === "fatal") {
      this.die(ends.stopped(sentence(message.failure)));
    } else {
      const pending = this.pending.get(message.id);
      this.pending.delete(message.id);
      if (message.type === "result") pending?.resolve(message.value as never);
      else pending?.reject(toError(message.failure));
    }
  }

  private die(why: string): void {
    if (this.ended !== undefined) return;
    const error = new EngineError(why);
    this.end(error);
    this.events.onFatal?.(error);
  }

  private end(error: Error): void {
    if (this.ended !== undefined) return;
    this.ended = error;
    this.worker.terminate();
    for (const { reject } of this.pending.values()) reject(error);
    this.pending.clear();
  }
}

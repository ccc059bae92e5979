import { startEngine } from "#assets/page";
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

/** What the engine says is wrong, with the code and the values that a page's own words are made from. */
const toError = ({ message, ...told }: Failure): Error => Object.assign(new Error(message), told);

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
      this.die(event.message ?? "its script could not be loaded");
    };
    this.worker.onmessageerror = () => this.die("an answer could not be read");
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
    this.end(new EngineError("The engine was closed."));
  }

  private receive(message: Response): void {
    if (message.type === "stage") {
      this.events.onStage?.(message.stage);
    } else if (message.type === "fatal") {
      this.die(message.failure.message);
    } else {
      const pending = this.pending.get(message.id);
      this.pending.delete(message.id);
      if (message.type === "result") pending?.resolve(message.value as never);
      else pending?.reject(toError(message.failure));
    }
  }

  private die(reason: string): void {
    if (this.ended !== undefined) return;
    const error = new EngineError(`The engine stopped: ${reason}. Restart it to go on.`);
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

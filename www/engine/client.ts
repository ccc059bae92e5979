import { startEngine } from "#assets/page";
import { text } from "../text";
import { sentence } from "../text/errors";
import { Heartbeat } from "./heartbeat";
import { lockName, onGone } from "./lifeline";
import type {
  Args,
  CommandName,
  Ending,
  EndKind,
  Failure,
  Response,
  Result,
  Signal,
  Stage,
} from "./protocol";

export interface ClientEvents {
  onStage?: ((stage: Stage | null) => void) | undefined;
  /** Told for how many seconds it has not answered, of which it may be deep in a command; null when it does again. */
  onSilence?: ((seconds: number | null) => void) | undefined;
  onFatal?: ((error: EngineError) => void) | undefined;
}

interface Pending {
  resolve: (value: never) => void;
  reject: (error: Error) => void;
}

/** The engine stopped and cannot go on; a new one can be started. */
export class EngineError extends Error {
  override readonly name = "EngineError";

  constructor(
    message: string,
    /** What ended it. */
    readonly kind: EndKind | "closed",
  ) {
    super(message);
  }
}

const { ends } = text.engine;

/** What the engine says is wrong, in the page's language, with the code and the values that it is made from. */
const toError = ({ message, ...told }: Failure): Error =>
  Object.assign(new Error(sentence({ message, ...told })), told);

/** Owns a worker: sends it commands, gives promises for its answers, and notices its end and its silence. */
export class Client {
  private readonly worker = startEngine();
  private readonly lock = lockName();
  private readonly pending = new Map<number, Pending>();
  private readonly over = new AbortController();
  private readonly heartbeat: Heartbeat;
  private nextId = 0;
  private ended: EngineError | undefined;

  constructor(private readonly events: ClientEvents) {
    this.worker.onmessage = ({ data }: MessageEvent<Response>) => this.receive(data);
    this.worker.onerror = (event) => {
      event.preventDefault();
      const { message } = event;
      this.die(message === undefined ? { kind: "noScript", why: "" } : { kind: "script", why: message });
    };
    this.worker.onmessageerror = () => this.die({ kind: "unreadable", why: "" });
    this.heartbeat = new Heartbeat(
      () => this.signal({ signal: "ping" }),
      (seconds) => this.events.onSilence?.(seconds),
    );
    this.signal({ signal: "live", lock: this.lock });
  }

  /** What is in `transfer` moves to the worker instead of being copied. */
  call<C extends CommandName>(command: C, args: Args<C>, transfer: Transferable[] = []): Promise<Result<C>> {
    if (this.ended !== undefined) return Promise.reject(this.ended);
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.worker.postMessage({ id, command, args }, transfer);
      this.pending.set(id, { resolve, reject });
      this.heartbeat.start();
    });
  }

  /** One that is silent may go on as long again before it is told once more. */
  wait(): void {
    this.heartbeat.wait();
  }

  close(): void {
    this.end(new EngineError(ends.closed, "closed"));
  }

  /** It can't go on. */
  die({ kind, why }: Ending): void {
    if (this.ended !== undefined) return;
    const error = new EngineError(ends[kind](why), kind);
    this.end(error);
    this.events.onFatal?.(error);
  }

  private signal(signal: Signal): void {
    this.worker.postMessage(signal);
  }

  private receive(message: Response): void {
    this.heartbeat.heard();
    switch (message.type) {
      case "stage":
        return this.events.onStage?.(message.stage);
      case "live":
        return onGone(this.lock, () => this.die({ kind: "gone", why: "" }), this.over.signal);
      case "fatal":
        return this.die(message.ending);
      case "pong":
        return;
    }
    const pending = this.pending.get(message.id);
    this.pending.delete(message.id);
    if (this.pending.size === 0) this.heartbeat.stop();
    if (message.type === "result") pending?.resolve(message.value as never);
    else pending?.reject(toError(message.failure));
  }

  private end(error: EngineError): void {
    if (this.ended !== undefined) return;
    this.ended = error;
    this.worker.terminate();
    this.over.abort();
    for (const { reject } of this.pending.values()) reject(error);
    this.pending.clear();
    this.heartbeat.stop();
  }
}

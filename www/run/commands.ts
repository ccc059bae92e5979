import type { Vae } from "../engine/vae";

/** How commands take the model, one after another: training pauses, and each has it to itself. */
export interface Turns {
  /** Resolves when the command is done, or with why it has failed, which has been told by then. */
  run(command: () => Promise<void>): Promise<Error | null>;
  /** The same with the model; where there is none, that is said. */
  runWith(command: (vae: Vae) => Promise<void>): Promise<void>;
}

/** Does one command after another, in the order in which they came; none is dropped, and none stops the next. */
export class Commands {
  private latest: Promise<unknown> = Promise.resolve();
  private count = 0;

  constructor(
    /** Told when the first command begins to wait, and when the last one is done. */
    private readonly onBusy: (busy: boolean) => void,
    private readonly onError: (error: Error) => void,
  ) {}

  /** Resolves when the command is done, or with why it has failed, which has been told by then. */
  run(command: () => Promise<void>): Promise<Error | null> {
    this.count += 1;
    if (this.count === 1) this.onBusy(true);
    const ended = this.latest
      .then(command)
      .then(
        () => null,
        (error: Error) => {
          this.onError(error);
          return error;
        },
      )
      .finally(() => {
        this.count -= 1;
        if (this.count === 0) this.onBusy(false);
      });
    this.latest = ended;
    return ended;
  }

  /** Resolves when all commands so far are done. */
  get done(): Promise<unknown> {
    return this.latest;
  }
}

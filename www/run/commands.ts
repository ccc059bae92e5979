/** Does one command after another, in the order in which they came; none is dropped, and none stops the next. */
export class Commands {
  private latest: Promise<void> = Promise.resolve();
  private count = 0;

  constructor(
    /** Told when the first command begins to wait, and when the last one is done. */
    private readonly onBusy: (busy: boolean) => void,
    private readonly onError: (error: Error) => void,
  ) {}

  /** Resolves when the command is done or has failed, which has been told by then. */
  run(command: () => Promise<void>): Promise<void> {
    this.count += 1;
    if (this.count === 1) this.onBusy(true);
    this.latest = this.latest
      .then(command)
      .catch(this.onError)
      .finally(() => {
        this.count -= 1;
        if (this.count === 0) this.onBusy(false);
      });
    return this.latest;
  }

  /** Resolves when all commands so far are done. */
  get done(): Promise<void> {
    return this.latest;
  }
}

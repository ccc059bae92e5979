/** Between two questions whether the other side hears. */
const beatMs = 5000;
/** So many without an answer are told: a long step, or a kernel that compiles, takes less. */
const patience = 6;

/**
 * Asks a worker whether it hears, while something is wanted of it. One that is deep in a command hears nothing, so
 * that silence alone says no more than how long it lasts. Beats are counted, not time: a page that sleeps has none.
 */
export class Heartbeat {
  private timer: ReturnType<typeof setInterval> | undefined;
  private missed = 0;
  private most = patience;

  constructor(
    private readonly ask: () => void,
    /** Told for how many seconds it has been silent; null when it is heard again. */
    private readonly onSilence: (seconds: number | null) => void,
  ) {}

  start(): void {
    this.timer ??= setInterval(() => this.beat(), beatMs);
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.heard();
  }

  heard(): void {
    const told = this.missed >= this.most;
    this.missed = 0;
    this.most = patience;
    if (told) this.onSilence(null);
  }

  /** It may take as long again. */
  wait(): void {
    this.most = 2 * this.missed;
  }

  private beat(): void {
    this.missed += 1;
    if (this.missed === 1) this.ask();
    if (this.missed === this.most) this.onSilence((this.missed * beatMs) / 1000);
  }
}

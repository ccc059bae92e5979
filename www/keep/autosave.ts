import type { Moment } from "../run/moment";
import type { Session } from "../run/session";
import type { Store } from "../run/store";
import { entryOf, type Entry } from "./entry";
import type { Shelf } from "./shelf";

/** After a failure, as for want of room, the next try comes so much later. */
const pauseMs = 60_000;

interface Plan {
  store: Store;
  session: Session;
  shelf: Shelf;
  scope: string;
  /** The images are a host's, who brings them each time. */
  given: boolean;
  /** Something is kept, under this session, or is not any more, which is told once. */
  onKept(session: string): void;
  onFail(error: Error): void;
}

/** Writes down each moment that is taken, the latest only where several come while one is written. */
export class Autosave {
  /** Under which what is kept by itself stands. */
  stay: string = crypto.randomUUID();
  /** Why the latest could not be kept. */
  failed: Error | null = null;
  private readonly part: Store;
  private readonly released = new AbortController();
  private writing: Promise<void> | null = null;
  /** Another model is about to take the place of the one that is there. */
  private changing = false;
  private written: Moment | null = null;
  private again = -Infinity;

  constructor(private readonly plan: Plan) {
    const { store, session } = plan;
    this.part = store.part();
    this.part.listen((changed) => void (changed.has("moment") && this.write()));
    const { signal } = this.released;
    // It may be frozen or ended from then on.
    document.addEventListener(
      "visibilitychange",
      () => {
        if (document.visibilityState === "hidden" && store.state.phase === "training")
          session.moments.take("training").catch(() => {});
      },
      { signal },
    );
    void this.write();
  }

  /** What is there is kept already. */
  skip(moment: Moment): void {
    this.written = moment;
  }

  /** Writes down the model as it is now. Rejected where that fails. */
  async keepNow(): Promise<void> {
    await this.plan.session.moments.take("asked");
    await this.write();
    if (this.failed) throw this.failed;
  }

  /**
   * Has another model put in the place of the one that is there, which pauses for that, and is written down before as
   * what its own stay has come to. Where that works, what is written from then on stands under `stay`.
   */
  async change(stay: string, put: () => Promise<boolean>): Promise<boolean> {
    await this.plan.session.pause();
    // Where it can't be kept, that has been said, and it can be gone back to.
    await this.keepNow().catch(() => {});
    this.changing = true;
    try {
      const changed = await put();
      if (changed) this.stay = stay;
      return changed;
    } finally {
      this.changing = false;
      void this.write();
    }
  }

  private get due(): boolean {
    const { moment } = this.plan.store.state;
    return !this.changing && moment !== null && moment !== this.written && performance.now() >= this.again;
  }

  /** Resolves when nothing is left to be written, or it has failed. */
  private write(): Promise<void> {
    if (this.due) this.writing ??= this.writeAll();
    return this.writing ?? Promise.resolve();
  }

  private async writeAll(): Promise<void> {
    while (this.due) {
      const moment = (this.written = this.plan.store.state.moment!);
      await this.keep(moment);
    }
    this.writing = null;
  }

  private async keep(moment: Moment): Promise<void> {
    const { shelf, onKept, onFail } = this.plan;
    try {
      await shelf.put(this.entryOf(moment, null), moment.checkpoint, moment.dataset);
      this.failed = null;
      onKept(this.stay);
    } catch (error) {
      const before = this.failed;
      this.failed = error as Error;
      this.again = performance.now() + pauseMs;
      if (!before) onFail(error as Error);
    }
  }

  entryOf(moment: Moment, name: string | null): Entry {
    const { scope, given } = this.plan;
    return entryOf(moment, { scope, session: this.stay, name, given });
  }

  destroy(): void {
    this.released.abort();
    this.part.destroy();
  }
}

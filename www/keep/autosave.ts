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
  private writing = false;
  private written: Moment | null = null;
  private again = -Infinity;

  constructor(private readonly plan: Plan) {
    const { store, session } = plan;
    this.part = store.part();
    this.part.listen((changed) => changed.has("moment") && void this.write());
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

  private async write(): Promise<void> {
    const { state } = this.plan.store;
    if (this.writing) return;
    this.writing = true;
    while (state.moment && state.moment !== this.written && performance.now() >= this.again) {
      const { moment } = state;
      this.written = moment;
      await this.keep(moment);
    }
    this.writing = false;
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

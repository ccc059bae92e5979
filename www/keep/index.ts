import type { Loader } from "../run/loader";
import type { Session } from "../run/session";
import type { Store } from "../run/store";
import { text } from "../text/later";
import { Autosave } from "./autosave";
import { mountDrawer } from "./drawer";
import { createReturning } from "./returning";
import { Shelf } from "./shelf";
import { hold, rememberOwn, type Release } from "./tabs";
import { findVisit, offerOf, oldStays, type Visit } from "./visit";

export interface KeepingOptions {
  store: Store;
  session: Session;
  loader: Loader;
  /** Tells playgrounds of one site apart, by the name that the host gives. */
  scope: string;
  /** The images are a host's, who brings them each time. */
  given: boolean;
  /** Where the button that opens the list of kept models goes, beside those for files. */
  buttons: HTMLElement;
  /** What the list itself is put into. */
  frame: HTMLElement;
}

/**
 * Keeps what is trained in this browser, offers to go on where an earlier visit ended, and lists what is kept. Where the
 * browser keeps nothing, says so once there is something to lose, and asks before the page is left.
 */
export function startKeeping(options: KeepingOptions): { destroy(): void } {
  const { store } = options;
  const part = store.part();
  const released = new AbortController();
  const ends: (() => void)[] = [() => released.abort(), () => part.destroy()];
  /** Why nothing is kept; null while something is. */
  let failed: Error | null = null;

  const notice = (message: string) =>
    store.set({
      offer: {
        message,
        actions: [{ label: text.keep.visit.dismiss, run: () => store.set({ offer: null }) }],
      },
    });

  addEventListener(
    "beforeunload",
    (event) => {
      const { step, filed } = store.state;
      if (failed && step > 0 && step !== filed) event.preventDefault();
    },
    { signal: released.signal },
  );

  /** There is no place to keep anything. */
  function withoutShelf(error: Error): void {
    failed = error;
    part.listen((changed) => {
      if (!changed.has("step") || store.state.step === 0 || !failed) return;
      part.destroy();
      notice(text.keep.nothing(error.message));
    });
  }

  async function start(): Promise<void> {
    const shelf = await Shelf.open();
    if (released.signal.aborted) return shelf.close();
    const { scope } = options;
    const goOn = createReturning({ ...options, shelf });
    let release: Release = () => {};
    const autosave = new Autosave({
      ...options,
      shelf,
      onKept(stay) {
        failed = null;
        rememberOwn(scope, stay);
      },
      onFail(error) {
        failed = error;
        notice(error.name === "QuotaExceededError" ? text.keep.full : text.keep.failed(error.message));
      },
    });
    ends.push(
      () => autosave.destroy(),
      () => release(),
      () => shelf.close(),
    );
    release = (await hold(autosave.stay)) ?? release;

    function offer(visit: Visit): void {
      const leave = () => store.set({ offer: null });
      const back = async () => {
        leave();
        // It is kept, and under the stay that it is of.
        if (!(await goOn(visit.entries, (moment) => autosave.skip(moment)))) return offer(visit);
        autosave.stay = visit.entries[0]!.session;
        release();
        release = visit.release;
        rememberOwn(scope, autosave.stay);
      };
      const anew = () => {
        leave();
        visit.release();
      };
      store.set({ offer: offerOf(visit, () => void back(), anew) });
    }
    const entries = await shelf.list(scope);
    const visit = await findVisit(entries, scope);
    if (released.signal.aborted) return visit?.release();
    if (visit) offer(visit);

    const drawer = mountDrawer({ ...options, shelf, autosave, goOn });
    ends.push(() => drawer.destroy());
    for (const stay of oldStays(entries)) {
      const free = await hold(stay[0]!.session);
      // Else a tab is open with it.
      if (free) await shelf.remove(stay).finally(free);
    }
  }
  start().catch((error: Error) => !released.signal.aborted && withoutShelf(error));

  return {
    destroy() {
      for (const end of ends) end();
    },
  };
}

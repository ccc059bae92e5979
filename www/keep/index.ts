import { sameImages, type Dataset } from "../data/dataset";
import type { Loader } from "../run/loader";
import type { Moment } from "../run/moment";
import type { Session } from "../run/session";
import type { Store } from "../run/store";
import { text } from "../text/later";
import { Autosave } from "./autosave";
import { mountDrawer } from "./drawer";
import { createReturning } from "./returning";
import { mostImageBytes, sourceOf, type Entry } from "./entry";
import { Shelf } from "./shelf";
import { goOnNext, hold, ownBefore, rememberOwn, takeGoOn, type Release } from "./tabs";
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
  /** Says something until it is put away, by a person or by what it returns. */
  tell(message: string): () => void;
}

export interface Keeping {
  /** Keeps the model as it is now, where anything is kept. Rejected where that fails. */
  keepNow(): Promise<void>;
  /** The same, for this tab's next page to go on with by itself. */
  keepForNext(): Promise<void>;
  destroy(): void;
}

/**
 * Keeps what is trained in this browser, offers to go on where an earlier visit ended, and lists what is kept. Where the
 * browser keeps nothing, says so once there is something to lose, and asks before the page is left.
 */
export function startKeeping(options: KeepingOptions): Keeping {
  const { store } = options;
  const part = store.part();
  const released = new AbortController();
  const ends: (() => void)[] = [() => released.abort(), () => part.destroy()];
  /** Why nothing is kept; null while something is. */
  let failed: Error | null = null;
  let autosave: Autosave | undefined;

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

  /** Says at once of images that are too large to keep what becomes of them. */
  let told: Dataset | null = null;
  let untell = () => {};
  function tellOf(dataset: Dataset): void {
    // Other labels of the same images are no news.
    if (told && sameImages(told, dataset)) return;
    told = dataset;
    untell();
    const kept = sourceOf(dataset, false).kind !== "brought";
    untell = kept ? () => {} : options.tell(text.keep.tooLarge(dataset.name, mostImageBytes));
  }

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
    const { scope, given } = options;
    const goOn = createReturning({ ...options, shelf });
    let release: Release = () => {};
    const saving = (autosave = new Autosave({
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
    }));
    ends.push(
      () => saving.destroy(),
      () => release(),
      () => shelf.close(),
    );
    release = (await hold(saving.stay)) ?? release;

    /** Goes on from one of the entries, as a stay that this tab holds in place of its own. */
    async function goOnAs(
      stay: string,
      held: Release,
      entries: readonly Entry[],
      onMoment: (moment: Moment) => void = () => {},
    ): Promise<boolean> {
      if (!(await saving.change(stay, () => goOn(entries, onMoment)))) return false;
      release();
      release = held;
      rememberOwn(scope, stay);
      return true;
    }

    async function back(visit: Visit): Promise<void> {
      store.set({ offer: null });
      const { entries, release } = visit;
      // It is kept, and under the stay that it is of.
      const skip = (moment: Moment) => saving.skip(moment);
      if (!(await goOnAs(entries[0]!.session, release, entries, skip))) offer(visit);
    }
    function offer(visit: Visit): void {
      const leave = () => store.set({ offer: null });
      const anew = () => {
        leave();
        visit.release();
      };
      store.set({ offer: offerOf(visit, given, () => void back(visit), anew) });
    }
    const entries = await shelf.list(scope);
    const goesOn = takeGoOn(scope);
    const visit = await findVisit(entries, scope);
    if (released.signal.aborted) return visit?.release();
    if (visit && goesOn && visit.entries[0]!.session === ownBefore(scope)) void back(visit);
    else if (visit) offer(visit);
    part.watch(["dataset"], ({ dataset }) => dataset && !given && tellOf(dataset));

    /** What is trained from then on is a stay of its own. */
    async function open(entry: Entry): Promise<void> {
      const stay = crypto.randomUUID();
      // Nobody else knows of it.
      const held = (await hold(stay))!;
      if (!(await goOnAs(stay, held, [entry]))) held();
    }
    const drawer = mountDrawer({ ...options, shelf, autosave: saving, open });
    ends.push(() => drawer.destroy());
    for (const stay of oldStays(entries)) {
      const free = await hold(stay[0]!.session);
      // Else a tab is open with it.
      if (free) await shelf.remove(stay).finally(free);
    }
  }
  start().catch((error: Error) => !released.signal.aborted && withoutShelf(error));

  return {
    keepNow: async () => autosave?.keepNow(),
    async keepForNext() {
      await autosave?.keepNow();
      goOnNext(options.scope);
    },
    destroy() {
      for (const end of ends) end();
    },
  };
}

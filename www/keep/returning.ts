import type { Loader } from "../run/loader";
import type { Moment } from "../run/moment";
import type { Session } from "../run/session";
import type { Store } from "../run/store";
import { text } from "../text/later";
import { known, momentOfEntry, shownAs, type Entry } from "./entry";
import type { Shelf } from "./shelf";
import type { Dataset } from "../data/dataset";

interface Plan {
  store: Store;
  session: Session;
  loader: Loader;
  shelf: Shelf;
}

/** Brings back what is kept, images first; one that is there already is taken as it is. */
export function createReturning({ store, session, loader, shelf }: Plan) {
  async function imagesOf({ source, set }: Entry): Promise<Dataset> {
    if (source.kind === "set") return shownAs(await loader.find(source.origin), source);
    const { dataset } = store.state;
    if (source.kind === "brought") {
      if (dataset && dataset.name === set) return dataset;
      throw new Error(text.keep.bring(set));
    }
    const kept = await shelf.images(source.key);
    if (!kept) throw new Error(text.keep.gone);
    return known(kept, source.key);
  }

  async function momentOf(entry: Entry): Promise<Moment> {
    const checkpoint = await shelf.checkpoint(entry.id);
    if (!checkpoint) throw new Error(text.keep.gone);
    return momentOfEntry(entry, checkpoint, await imagesOf(entry));
  }

  /** Goes on from the first of these that can be, of which `onMoment` is told before; false where none could, which is said. */
  return async (entries: readonly Entry[], onMoment: (moment: Moment) => void): Promise<boolean> => {
    await session.rest();
    for (const entry of entries) {
      try {
        const moment = await momentOf(entry);
        onMoment(moment);
        if ((await session.goOnFrom(moment)) === null) return true;
      } catch (error) {
        session.fail((error as Error).message);
      }
    }
    return false;
  };
}

export type Returning = ReturnType<typeof createReturning>;

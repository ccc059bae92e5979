import type { Snapshot } from "../../run/past/snapshot";
import { Viewer, type PastView } from "../../run/past/viewer";
import type { State, Store } from "../../run/store";
import type { Unlabelled } from "../../data/dataset";

/** Two moments side by side, of which the second one may be missing. */
export interface Looked {
  a: PastView;
  b: PastView | null;
}

/** Has a viewer show what is wanted of the past, the latest wish next, and ends it where nobody looks. */
export function createLooking(
  store: Store,
  dataset: Unlabelled,
  { onShown, onFail }: { onShown(looked: Looked): void; onFail(why: string): void },
) {
  let viewer: Viewer | null = null;
  let held: Pick<State, "mapRows" | "shown"> | null = null;
  /** Counts wishes, of which only the latest is shown. */
  let wishes = 0;

  /** One that holds the images that are shown now. */
  function viewerNow(): Viewer {
    const { mapRows, shown } = store.state;
    if (!viewer || held?.mapRows !== mapRows || held.shown !== shown) {
      viewer?.destroy();
      viewer = new Viewer(dataset, mapRows, shown);
      held = { mapRows, shown };
    }
    return viewer;
  }

  return {
    /** Resolves when they are shown, or something else is wanted; false where that failed, which is told. */
    async look(a: Snapshot, b: Snapshot | null): Promise<boolean> {
      const wish = ++wishes;
      const { dimensions } = store.state;
      const used = viewerNow();
      const view = async (snapshot: Snapshot) => {
        // Those that nobody waits for any more are passed over.
        if (wish !== wishes) throw new Error();
        return used.view({ snapshot, dimensions });
      };
      try {
        const looked = { a: await view(a), b: b && (await view(b)) };
        if (wish === wishes) onShown(looked);
        return true;
      } catch (error) {
        if (wish !== wishes) return true;
        onFail((error as Error).message);
        return false;
      }
    },
    /** Back in the present: its engine is freed. */
    end(): void {
      wishes += 1;
      viewer?.destroy();
      viewer = null;
    },
  };
}

import { mostRuns } from "../../run/compare/kept-run";
import { readSweep } from "../../run/compare/sweep-file";
import type { Session } from "../../run/session";
import type { Store } from "../../run/store";
import { text } from "../../text/later";

const words = text.runs.file;

/**
 * Puts the runs of a file beside those that are there, and its images in place of others. Returns what there is to say;
 * rejected where it can't be done, with what was there as it was.
 */
export async function openSweep(store: Store, session: Session, file: File): Promise<string> {
  const { state } = store;
  const sweep = await readSweep(file, state.dataset);
  const { dataset } = sweep;
  const room = mostRuns - state.runs.length;
  const count = sweep.count;
  if (count > room) throw new Error(words.noRoom(count, room, mostRuns));
  if (dataset !== state.dataset) {
    if (state.given) throw new Error(words.otherImages(file.name));
    const error = await session.use(dataset, undefined, { settings: sweep.first });
    if (error) throw error;
  }
  const runsOpened = words.opened(count, file.name);
  store.set({ runs: [...state.runs, ...sweep.runs(state)], runsOpened });
  return runsOpened;
}

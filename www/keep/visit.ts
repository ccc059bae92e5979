import type { Offer } from "../run/store";
import { epochText } from "../text/epochs";
import { text } from "../text/later";
import type { Entry } from "./entry";
import { hold, ownBefore, type Release } from "./tabs";
import { whenOf } from "./when";

/** An earlier stay that no other tab has: what is kept of it, the newest first, and how to leave it to others. */
export interface Visit {
  entries: Entry[];
  release: Release;
}

/** A page that is being left may take so long to let go of its stay, on a busy machine. */
const leavingMs = 10_000;

/** Stays of which something was kept by itself, in the order of the entries. */
export function staysOf(entries: readonly Entry[]): Entry[][] {
  const stays = new Map<string, Entry[]>();
  for (const entry of entries) {
    if (entry.name === null) stays.set(entry.session, [...(stays.get(entry.session) ?? []), entry]);
  }
  return [...stays.values()];
}

/** Of so many stays what was kept by itself remains. */
const mostStays = 8;

/** Stays of which nothing is to remain, but for what has a name. */
export const oldStays = (entries: readonly Entry[]): Entry[][] => staysOf(entries).slice(mostStays);

/** The latest stay, held for this tab: its own before it was loaded anew, or else one that no tab is open with. */
export async function findVisit(entries: readonly Entry[], scope: string): Promise<Visit | null> {
  const own = ownBefore(scope);
  const stays = staysOf(entries).toSorted(
    (one, other) => Number(other[0]!.session === own) - Number(one[0]!.session === own),
  );
  for (const stay of stays) {
    const { session } = stay[0]!;
    const release = await hold(session, session === own ? leavingMs : 0);
    if (release) return { entries: stay, release };
  }
  return null;
}

/** To go on with it, or not; neither stops anything. `given`: a host brings the images, not a person. */
export function offerOf({ entries }: Visit, given: boolean, goOn: () => void, anew: () => void): Offer {
  const [{ set, epoch, when, source }] = entries as [Entry];
  const { visit, bring } = text.keep;
  const ended = visit.ended(set, epochText(epoch), whenOf(when));
  return {
    message: source.kind === "brought" && !given ? `${ended} ${bring(set)}` : ended,
    actions: [
      { label: visit.goOn, run: goOn },
      { label: visit.anew, run: anew },
    ],
  };
}

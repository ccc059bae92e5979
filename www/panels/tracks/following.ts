import type { InstrumentClient } from "../../instrument/client";
import type { Detection, TrackedFrame, Tracker, TrackerOptions } from "../../instrument/protocol";
import type { Found, FoundObject } from "../../scene/found";
import { noColor } from "../../scene/outline";

/** A thing that is followed, as it was seen so far. */
export interface History {
  id: number;
  /** What it was taken for most often; null where it is unknown. */
  name: string | null;
  color: number;
  /** Seconds in which it was first and last seen, and in how many frames. */
  first: number;
  last: number;
  frames: number;
  /** Its codes, one after another. */
  codes: Float32Array[];
}

/** All things that were followed in a clip. */
export interface Followed {
  histories: readonly History[];
  /** Of each frame its time and how many things were believed to be there. */
  seconds: readonly number[];
  counts: readonly number[];
}

export const nothingFollowed: Followed = { histories: [], seconds: [], counts: [] };

/** A clip goes on where the next frame comes so soon, in seconds; else it is another part of it. */
const goesOn = 2;

/** Objects as the tracker takes them; what is unknown has no class. */
export const detectionsOf = ({ objects }: Found): Detection[] =>
  objects.map(({ box, score, name, color, latent }) => ({
    box,
    score,
    class: name === null ? null : color,
    latent: [...latent],
  }));

/** What is known of each thing after one more frame. */
export function grown(before: Followed, { scene, objects }: Found, { tracks, ids }: TrackedFrame): Followed {
  const seconds = scene.seconds ?? 0;
  const histories = new Map(before.histories.map((history) => [history.id, history]));
  // Of each class the name that it goes by now.
  const names = new Map(objects.map(({ color, name }) => [color, name]));
  for (const { id, class: taken, missed } of tracks) {
    if (missed > 0) continue;
    const known = histories.get(id);
    const seen = objects[ids.indexOf(id)];
    const color = taken ?? seen?.color ?? known?.color ?? noColor;
    const name = taken === null ? null : (names.get(taken) ?? known?.name ?? null);
    histories.set(id, {
      id,
      name,
      color,
      first: known?.first ?? seconds,
      last: seconds,
      frames: (known?.frames ?? 0) + 1,
      codes: [...(known?.codes ?? []), ...(seen ? [seen.latent] : [])],
    });
  }
  return {
    histories: [...histories.values()],
    seconds: [...before.seconds, seconds],
    counts: [...before.counts, tracks.filter(({ missed }) => missed === 0).length],
  };
}

/** The same objects with who they are, and where they were. */
export function identified(objects: readonly FoundObject[], { ids }: TrackedFrame, { tracks }: Tracker) {
  const trails = new Map(tracks.map(({ id, trail }) => [id, trail.flat()]));
  return objects.map((object, at) => ({
    ...object,
    identity: ids[at] ?? null,
    trail: trails.get(ids[at]!) ?? [],
  }));
}

/** Follows what is found from frame to frame, in the order in which it is found. */
export class Following {
  private tracker: Tracker | undefined;
  private before: { name: string; seconds: number } | null = null;
  private queue: Promise<unknown> = Promise.resolve();
  private all: Followed = nothingFollowed;

  constructor(private readonly instrument: Pick<InstrumentClient, "call">) {}

  get followed(): Followed {
    return this.all;
  }

  /** What was followed is over. */
  forget(): void {
    this.tracker = undefined;
    this.before = null;
    this.all = nothingFollowed;
  }

  /** The objects of the next frame with their identities. */
  take(found: Found, options: Partial<TrackerOptions>, signal: AbortSignal): Promise<readonly FoundObject[]> {
    const next = this.queue.then(() => this.track(found, options, signal));
    this.queue = next.catch(() => {});
    return next;
  }

  private async track(found: Found, options: Partial<TrackerOptions>, signal: AbortSignal) {
    const { name, seconds } = found.scene;
    const now = { name, seconds: seconds ?? 0 };
    const { before } = this;
    const later = before && now.seconds > before.seconds && now.seconds < before.seconds + goesOn;
    if (before?.name !== name || !later) this.forget();
    this.before = now;
    const { tracker } = this;
    const args = { frames: [detectionsOf(found)], options, ...(tracker && { tracker }) };
    const { tracker: next, frames } = await this.instrument.call("track", args, { signal });
    this.tracker = next;
    this.all = grown(this.all, found, frames[0]!);
    return identified(found.objects, frames[0]!, next);
  }
}

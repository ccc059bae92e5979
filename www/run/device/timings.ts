import type { DeviceKind, SessionOptions } from "../../engine/protocol";

/** Milliseconds that a step of training takes on each device. */
export type Timings = Record<DeviceKind, number>;

/** What was found of both devices, or why the one that is not in use could not be tried. */
export type DevicesFound = Timings | { why: string };

/** A model moves to a device that is this many times as fast, so that what is nearly equal stays where it is. */
export const clearly = 1.2;

/** The device to train on, where one of them is in use already. */
export function faster(timings: Timings, inUse: DeviceKind): DeviceKind {
  const other = inUse === "cpu" ? "webgpu" : "cpu";
  return timings[other] * clearly <= timings[inUse] ? other : inUse;
}

/** What a step's time depends on: the GPU, the images' size, the model and how it is trained. */
export const keyOf = (gpu: string, [, ...size]: readonly number[], { model, training }: SessionOptions) =>
  JSON.stringify([gpu, size, model, training.batchSize, training.optimizer.kind, training.objective.kind]);

const name = "vae-playground-timings";
/** Drivers and browsers change. */
const keptMs = 7 * 24 * 60 * 60_000;
const mostKept = 50;

type Entry = [key: string, when: number, timings: Timings];

const isEntry = (entry: unknown): entry is Entry => {
  const [key, when, timings] = Array.isArray(entry) ? entry : [];
  const times = [when, timings?.cpu, timings?.webgpu];
  return typeof key === "string" && times.every((time) => typeof time === "number" && time > 0);
};

/** Those that are kept and not too old; none where the page may keep nothing. */
function read(): Entry[] {
  try {
    const entries: unknown = JSON.parse(localStorage.getItem(name) ?? "[]");
    return Array.isArray(entries)
      ? entries.filter(isEntry).filter(([, when]) => Date.now() - when < keptMs)
      : [];
  } catch {
    return [];
  }
}

/** What was measured before, in this browser. */
export const recall = (key: string): Timings | undefined => read().find(([known]) => known === key)?.[2];

export function remember(key: string, timings: Timings): void {
  const others = read().filter(([known]) => known !== key);
  const entries: Entry[] = [[key, Date.now(), timings], ...others];
  try {
    localStorage.setItem(name, JSON.stringify(entries.slice(0, mostKept)));
  } catch {
    // It is measured again the next time.
  }
}

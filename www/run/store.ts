import type { Dataset } from "../data/dataset";
import type { LoadProgress } from "../data/protocol";
import type {
  DeviceChoice,
  DeviceInfo,
  Losses,
  SessionOptions,
  Split,
  Stage,
  Statistics,
} from "../engine/protocol";

/** `opening` until there is a device with data; `dead` when the worker or the data is gone. */
export type Phase = "opening" | "idle" | "training" | "dead";

/** A failure in plain words, with what a person can do about it. */
export interface Problem {
  message: string;
  actions: { label: string; run(): void }[];
}

/** What the model says about the data at one moment. */
export interface Snapshot {
  latent: number;
  /** The rows on the map, and their posterior means. */
  rows: Uint32Array;
  means: Float32Array;
  /** The rows that were reconstructed, and their reconstructions. */
  shown: Uint32Array;
  reconstructions: Float32Array;
  /** The two dimensions that the decoded grid runs over. */
  dimensions: [number, number];
  manifold: Float32Array;
  /** Decoded line from A to B. */
  strip: Float32Array;
}

/** A model's statistics, and the step and the images they belong to. */
export interface Measurement {
  split: Split;
  samples: number;
  step: number;
  /** Null where the split is empty. */
  result: Statistics | null;
}

/** Epochs, then the losses at each on training and test images; null where there is none. */
export type Curves = [epochs: number[], train: (number | null)[], test: (number | null)[]];

export interface History {
  reconstruction: Curves;
  kl: Curves;
}

export interface State {
  phase: Phase;
  /** A reset, a step or a device change is under way. */
  busy: boolean;
  /** What a long wait is for. */
  stage: Stage | null;
  problem: Problem | null;
  dataset: Dataset | null;
  /** How far the loading of another data set is. */
  loading: LoadProgress | null;
  /** Rows on the map; in a large set not all. */
  mapRows: Uint32Array;
  /** The device asked for, and the one taken. */
  choice: DeviceChoice;
  device: DeviceInfo | null;
  /** The options in force. */
  options: SessionOptions;
  /** Counts what replaces the settings as a whole; after each, the form shows what is in force, and only that. */
  revision: number;
  /** The settings ask for something that only a reset brings. */
  pending: boolean;
  /** Why the settings could not be applied when they were to be; null once they can. */
  unfit: string | null;
  /** Epoch at which training stops by itself. */
  target: number;
  /** Trainable parameters, and the bytes that training them takes, an estimate; 0 before there is a model. */
  parameters: number;
  trainingBytes: number;
  step: number;
  epoch: number;
  imagesPerSecond: number;
  train: Losses | null;
  test: Losses | null;
  history: History;
  snapshot: Snapshot | null;
  /** What the model was last measured to be, and what it is being measured on. */
  statistics: Measurement | null;
  measuring: { samples: number; done: number; images: number } | null;
  /** Latent dimensions on the horizontal and the vertical axis. */
  dimensions: [number, number];
  /** Test images shown beside their reconstructions. */
  shown: Uint32Array;
  /** Rows that the interpolation runs between, and which of them the next pick replaces. */
  a: number;
  b: number;
  slot: "a" | "b";
  /** The place in latent space that is marked; empty where none is. */
  z: number[];
  /** The rows that are lassoed on the map; null where nothing has a use for them. */
  selection: Uint32Array | null;
}

export const emptyHistory = (): History => ({ reconstruction: [[], [], []], kl: [[], [], []] });

/** What is known of a model that has taken no step and has not been measured. */
export const untrained = () => ({
  step: 0,
  epoch: 0,
  imagesPerSecond: 0,
  train: null,
  test: null,
  history: emptyHistory(),
  snapshot: null,
  statistics: null,
});

export interface Store {
  readonly state: Readonly<State>;
  set(change: Partial<State>): void;
  /** Calls back before the next paint when one of the keys has changed, and once at the start. */
  watch(keys: (keyof State)[], listener: (state: Readonly<State>) => void): void;
  /** Calls back at once with the names of what has changed, also while nothing is painted. */
  listen(listener: Listener): void;
  /** The same store for a part of the page that goes before the page does: its end leaves other watchers alone. */
  part(): Store;
  destroy(): void;
}

interface Watcher {
  keys: (keyof State)[];
  listener: (state: Readonly<State>) => void;
}

type Listener = (changed: Set<keyof State>) => void;

export function createStore(initial: State): Store {
  const state = initial;
  const watchers = new Set<Watcher>();
  const listeners = new Set<Listener>();
  const changed = new Set<keyof State>();
  let pending = 0;

  function flush(): void {
    pending = 0;
    const now = new Set(changed);
    changed.clear();
    for (const { keys, listener } of watchers) {
      if (keys.some((key) => now.has(key))) listener(state);
    }
  }

  function set(change: Partial<State>): void {
    const keys = (Object.keys(change) as (keyof State)[]).filter(
      (key) => !Object.is(state[key], change[key]),
    );
    if (keys.length === 0) return;
    for (const key of keys) changed.add(key);
    Object.assign(state, change);
    pending ||= requestAnimationFrame(flush);
    for (const listener of listeners) listener(new Set(keys));
  }

  function part(): Store {
    const own = new Set<Watcher>();
    const heard = new Set<Listener>();
    return {
      state,
      set,
      watch(keys, listener) {
        const watcher = { keys, listener };
        own.add(watcher);
        watchers.add(watcher);
        listener(state);
      },
      listen(listener) {
        heard.add(listener);
        listeners.add(listener);
      },
      part,
      destroy() {
        for (const watcher of own) watchers.delete(watcher);
        for (const listener of heard) listeners.delete(listener);
      },
    };
  }

  return {
    ...part(),
    destroy() {
      cancelAnimationFrame(pending);
      watchers.clear();
      listeners.clear();
    },
  };
}

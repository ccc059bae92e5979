import { comparison, type ComparisonState } from "./comparison";
import { data, type DataState } from "./data";
import { generation, type GenerationState } from "./generation";
import { inside, type InsideState } from "./inside";
import { instrument, type InstrumentState } from "./instrument";
import { latent, type LatentState } from "./latent";
import { measurement, type MeasurementState } from "./measurement";
import { run, type RunState } from "./run";
import { scene, type SceneState } from "./scene";
import { settings, type SettingsState } from "./settings";
import { walks, type WalksState } from "./walks";

export type { Compared, ComparedSet, Drawn } from "./generation";
export type { ScaleOf, Unit } from "./inside";
export type { LatentMixture } from "./instrument";
export type { Measurement } from "./measurement";
export type { Offer, Phase, Problem } from "./run";
export type { SceneLessons } from "./scene";
export type { Attribute, NamedRows } from "./walks";

/** All slices, side by side. */
export interface State
  extends
    DataState,
    RunState,
    ComparisonState,
    SettingsState,
    LatentState,
    MeasurementState,
    InstrumentState,
    WalksState,
    GenerationState,
    InsideState,
    SceneState {}

const resets = {
  data: data.reset,
  run: run.reset,
  settings: settings.reset,
  latent: latent.reset,
  measurement: measurement.reset,
  instrument: instrument.reset,
  walks: walks.reset,
  generation: generation.reset,
  inside: inside.reset,
  scene: scene.reset,
} satisfies Record<string, (state: State) => Partial<State>>;

export type SliceName = keyof typeof resets;

type Watch = (state: Readonly<State>) => void;
type Listen = (changed: Set<keyof State>) => void;

export interface Store {
  readonly state: Readonly<State>;
  set(change: Partial<State>): void;
  /** Puts slices back as each of them says, after `change` and in one step with it. */
  reset(slices: SliceName[], change?: Partial<State>): void;
  /** Calls back before the next paint when one of the keys has changed, and once at the start. */
  watch(keys: readonly (keyof State)[], watcher: Watch): void;
  /** Calls back at once with the names of what has changed, also while nothing is painted. */
  listen(listener: Listen): void;
  /** The same store for a part of the page that goes before the page does: its end leaves other watchers alone. */
  part(): Store;
  destroy(): void;
}

/** What one of them throws is reported, and the others are told all the same. */
function tell(one: () => void): void {
  try {
    one();
  } catch (error) {
    reportError(error);
  }
}

/** The store, with what a page begins with where that is not what each slice does. */
export function createStore({ options, ...begin }: Pick<State, "options"> & Partial<State>): Store {
  const state: State = {
    ...data.initial(),
    ...run.initial(),
    ...comparison.initial(),
    ...settings.initial(options),
    ...latent.initial(),
    ...measurement.initial(),
    ...instrument.initial(),
    ...walks.initial(),
    ...generation.initial(),
    ...inside.initial(),
    ...scene.initial(),
    ...begin,
  };
  const watchers = new Set<{ keys: readonly (keyof State)[]; watcher: Watch }>();
  const listeners = new Set<Listen>();
  const changed = new Set<keyof State>();
  let pending = 0;

  function flush(): void {
    pending = 0;
    const now = new Set(changed);
    changed.clear();
    for (const { keys, watcher } of watchers) {
      if (keys.some((key) => now.has(key))) tell(() => watcher(state));
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
    for (const listener of listeners) tell(() => listener(new Set(keys)));
  }

  function reset(slices: SliceName[], change: Partial<State> = {}): void {
    const next = { ...state, ...change };
    set(Object.assign({}, ...slices.map((slice) => resets[slice](next)), change));
  }

  function part(): Store {
    const own = new Set<{ keys: readonly (keyof State)[]; watcher: Watch }>();
    const heard = new Set<Listen>();
    return {
      state,
      set,
      reset,
      watch(keys, watcher) {
        const entry = { keys, watcher };
        own.add(entry);
        watchers.add(entry);
        tell(() => watcher(state));
      },
      listen(listener) {
        heard.add(listener);
        listeners.add(listener);
      },
      part,
      destroy() {
        for (const entry of own) watchers.delete(entry);
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

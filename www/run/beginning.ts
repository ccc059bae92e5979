import { sameImages } from "../data/dataset";
import type { Place } from "../engine/protocol";
import type { Vae } from "../engine/vae";
import type { Current } from "./current";
import type { HistoryRecord } from "./history";
import type { Measuring } from "./measuring";
import { snapshotsUpTo, stateOf, type Moment } from "./moment";
import type { SliceName, State, Store } from "./store";
import type { Training } from "./training";

/** What a model has been set up with. */
export const inForce = ({ options, parameters, trainingBytes, savable }: Vae) => ({
  options,
  parameters,
  trainingBytes,
  savable,
});

/** Writes into the store what begins: a model that was set up anew, or one that goes on from where it stood. */
export class Beginning {
  constructor(
    private readonly store: Store,
    private readonly current: Current,
    private readonly training: Training,
    private readonly measuring: Measuring,
  ) {}

  /** A model that was set up, trained so far or not at all. */
  begin(
    place: Place = { step: 0, epoch: 0 },
    change: Partial<State> = {},
    slices: readonly SliceName[] = [],
  ): void {
    this.show(place, change, slices);
    this.training.begin();
  }

  /** A model that stands where a moment was kept. */
  beginFrom(moment: Moment): void {
    const { dataset } = this.store.state;
    const others = !dataset || !sameImages(dataset, moment.dataset);
    this.show(moment, stateOf(moment), ["settings", ...(others ? (["latent", "walks"] as const) : [])]);
    this.training.goOn(moment.record);
  }

  /** The same model where it stood earlier, as its curves say. */
  beginAt(place: Place, record: HistoryRecord): void {
    const snapshots = snapshotsUpTo(this.store.state.snapshots, place.step);
    this.show(place, { history: record.history, snapshots }, []);
    this.training.goOn(record);
  }

  private show({ step, epoch }: Place, change: Partial<State>, slices: readonly SliceName[]): void {
    const { store, current, measuring } = this;
    const vae = current.vae!;
    current.renew();
    measuring.drop();
    const { latent } = vae.options.model;
    const { dimensions, dimensionsChosen } = store.state;
    const kept = dimensionsChosen && latent > 1 && Math.max(...dimensions) < latent;
    const axes: [number, number] = kept ? dimensions : [0, Math.min(1, latent - 1)];
    store.reset(["run", "measurement", "instrument", "generation", "inside", "scene", ...slices], {
      ...inForce(vae),
      step,
      epoch,
      dimensions: axes,
      dimensionsChosen: kept,
      ...change,
    });
  }
}

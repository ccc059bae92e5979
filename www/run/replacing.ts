import type { Dataset } from "../data/dataset";
import type { TrainedOn } from "../data/recognise";
import type { DeviceChoice, SessionOptions } from "../engine/protocol";
import type { Vae } from "../engine/vae";
import { same } from "../same";
import { text } from "../text";
import type { Beginning } from "./beginning";
import { readCheckpoint, sameSize, trainedOn } from "./checkpoint-file";
import type { Turns } from "./commands";
import type { Current } from "./current";
import { loadMoment, type Moment, type Why } from "./moment";
import type { Moments } from "./moments";
import type { Opening } from "./opening";
import { fail, offeringBatch } from "./problem";
import { settingsOn } from "./proposing";
import type { Problem, SliceName, State, Store } from "./store";

export interface LosingOptions {
  /** Does it also where the model that is there can't be kept: a person was asked, or a program asks. */
  anyway?: boolean;
}

export interface BatchOptions extends LosingOptions {
  /** In place of the one that would be in force. */
  batchSize?: number;
}

export interface UseOptions extends BatchOptions {
  /** Those to begin with, in place of those in force as the images change them. */
  settings?: Pick<State, "options" | "target">;
}

export interface RestoreOptions extends BatchOptions {
  weightsOnly?: boolean;
  offers?: (images: TrainedOn) => Problem["actions"];
}

interface Plan {
  store: Store;
  current: Current;
  turns: Turns;
  opening: Opening;
  moments: Moments;
  beginning: Beginning;
}

const withBatch = (options: SessionOptions, batchSize = options.training.batchSize): SessionOptions => ({
  ...options,
  training: { ...options.training, batchSize },
});

/** Puts another model in the place of the one that is there, which is kept before and can be gone back to. */
export class Replacing {
  constructor(private readonly plan: Plan) {}

  /**
   * Keeps what a command is to end, then does it, after which one can go back. Where it can't be kept, it asks before
   * it is lost; `again` is the command as one that goes on.
   */
  private async losing(
    why: Why,
    command: () => Promise<boolean>,
    { anyway = false, again }: LosingOptions & { again: () => void },
  ): Promise<void> {
    const { store, moments } = this.plan;
    let back: Moment | null = null;
    try {
      back = await moments.take(why);
    } catch (error) {
      if (!anyway) {
        const lose = { label: text.run.loseIt, run: again };
        return fail(store, text.run.notKept(store.state.epoch, (error as Error).message), [lose]);
      }
    }
    // Where nothing is lost, what was lost before can still be gone back to, until that is done.
    const lost = store.state.step > 0 || why === "back";
    if ((await command()) && lost) store.set({ back });
  }

  /**
   * Goes on from a moment: weights, optimiser, place in the epoch, images, settings, curves and picks are as they were. On
   * another device where that is asked for; with a new engine where there is none. What was there stays when that
   * fails, which is said and returned; it can be gone back to otherwise.
   */
  async goOnFrom(
    moment: Moment,
    choice: DeviceChoice = moment.choice,
    { anyway = false }: LosingOptions = {},
  ): Promise<Error | null> {
    const { store, current, opening, turns } = this.plan;
    let failed: Error | null = null;
    const goOn = async () => {
      const here = current.vae && choice === store.state.choice;
      const sameData = store.state.dataset?.images.pixels === moment.dataset.images.pixels;
      // A trained model on other images has to stay until the other one is there.
      const inPlace = here && (sameData || store.state.step === 0);
      if (inPlace) await this.load(current.vae!, moment, sameData);
      else failed = await opening.open(choice, moment.options, moment);
      return failed === null;
    };
    const again = () => void this.goOnFrom(moment, choice, { anyway: true });
    const error = await turns.run(() => {
      store.set({ problem: null });
      return this.losing("back", goOn, { anyway, again });
    });
    return error ?? failed;
  }

  /** Puts a moment in place of the model; on other images only in place of one that has taken no step. */
  private async load(vae: Vae, moment: Moment, sameData: boolean): Promise<void> {
    const { store, beginning } = this.plan;
    const { options, dataset } = store.state;
    if (!sameData) await vae.setData(moment.dataset.images, moment.options);
    try {
      await loadMoment(vae, moment);
    } catch (error) {
      if (!sameData) await vae.setData(dataset!.images, options);
      throw error;
    }
    beginning.beginFrom(moment);
  }

  /** New weights from the seed, with these options; on another device where that is asked for. */
  async reset(
    choice: DeviceChoice,
    options: SessionOptions,
    { anyway = false }: LosingOptions = {},
  ): Promise<void> {
    const { store, current, opening, turns, beginning } = this.plan;
    const reset = async () => {
      if (!current.vae || choice !== store.state.choice)
        return (await opening.open(choice, options)) === null;
      store.set({ problem: null });
      await current.vae.reset(options).catch((error: Error) => {
        throw offeringBatch(error, (batchSize) => void this.reset(choice, withBatch(options, batchSize)));
      });
      beginning.begin();
      return true;
    };
    const again = () => void this.reset(choice, options, { anyway: true });
    await turns.run(() => {
      const why = same(options, store.state.options) ? "reset" : "settings";
      return this.losing(why, reset, { anyway, again });
    });
  }

  /**
   * Other images, and a model with the same settings that starts anew; what was there stays when that fails, which is
   * said and returned. `enginePixels` is a copy of the pixels to be given away.
   */
  use(
    dataset: Dataset,
    enginePixels?: Float32Array,
    { anyway = false, batchSize, settings }: UseOptions = {},
  ): Promise<Error | null> {
    const { store, current, opening, turns, beginning } = this.plan;
    const given = settings && { settings };
    const use = async () => {
      const { options: proposed, target } = settings ?? settingsOn(store.state, dataset);
      const options = withBatch(proposed, batchSize);
      if (!current.vae) {
        const slices: SliceName[] = ["latent", "walks", "run", "measurement", "instrument", "generation"];
        store.reset([...slices, "inside", "scene"], { dataset, options, target, sceneVae: null });
        return (await opening.open(store.state.choice, options)) === null;
      }
      store.set({ problem: null });
      const pixels = enginePixels ?? dataset.images.pixels;
      await current.vae
        .setData({ ...dataset.images, pixels }, { ...options, move: enginePixels !== undefined })
        .catch((error: Error) => {
          error.message = `${error.message} ${text.run.dataStays}`;
          // The copy is gone.
          throw offeringBatch(
            error,
            (batchSize) => void this.use(dataset, undefined, { batchSize, ...given }),
          );
        });
      const slices: SliceName[] = settings ? ["latent", "walks", "settings"] : ["latent", "walks"];
      beginning.begin(undefined, { dataset, target, sceneVae: null }, slices);
      return true;
    };
    const again = () => void this.use(dataset, enginePixels, { anyway: true, ...given });
    return turns.run(() => this.losing("data", use, { anyway, again }));
  }

  /**
   * Goes on where a checkpoint stood, or starts anew with its weights; what was there stays when that fails. Where it
   * was trained on other images, `offers` are what can be done to have those.
   */
  restore(file: File, options: RestoreOptions = {}): Promise<void> {
    const { weightsOnly = false, anyway = false, batchSize, offers = () => [] } = options;
    const { store, turns, beginning } = this.plan;
    const restore = async (vae: Vae) => {
      const bytes = await readCheckpoint(file);
      const how = { weightsOnly, move: true, ...(batchSize !== undefined && { batchSize }) };
      const at = await vae.load(bytes, how).catch(async (error: Error) => {
        if (error.name !== "DifferentDataError") {
          error.message = text.modelFile.stays(error.message);
          throw offeringBatch(error, (batchSize) => void this.restore(file, { ...options, batchSize }));
        }
        const images = await trainedOn(file);
        const anew = {
          label: text.modelFile.startAnew,
          run: () => void this.restore(file, { weightsOnly: true }),
        };
        const usable = sameSize(images, store.state.dataset) ? [anew] : [];
        const why = `${error.message} ${text.modelFile.trainedOn(images)}`;
        return fail(store, text.modelFile.stays(why), [...offers(images), ...usable]);
      });
      if (at) beginning.begin(at, {}, ["settings"]);
      return !!at;
    };
    const again = () => void this.restore(file, { ...options, anyway: true });
    return turns.runWith((vae) => this.losing("model", () => restore(vae), { anyway, again }));
  }
}

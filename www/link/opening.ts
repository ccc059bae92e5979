import { catalogue } from "../data/catalogue";
import type { Dataset } from "../data/dataset";
import type { DeviceChoice } from "../engine/protocol";
import type { Loader } from "../run/loader";
import type { Session } from "../run/session";
import type { Store } from "../run/store";
import { same } from "../same";
import { text } from "../text/guide";
import { look, shownAs } from "./looking";
import { beside, type Setup } from "./rules";
import { baseOf, originOf, settingsOf } from "./setup";

const words = text.link.misfits;

/** What a set-up is brought into. */
export interface Page {
  store: Store;
  session: Session;
  loader: Loader;
}

/** The images of a set-up, those that are there where it names no others; rejected where they can't be had. */
async function imagesOf({ store, loader }: Page, setup: Setup): Promise<Dataset> {
  const { dataset } = store.state;
  const origin = originOf(setup);
  // They come in one form alone.
  const digits = origin && catalogue[origin.id].kind === "digits";
  const here = !origin || (digits && dataset?.origin?.id === origin.id);
  if (!here) return loader.find(origin);
  if (!dataset) throw new Error(words.noImages);
  return dataset;
}

/** Sets the model up, on other images where such are given, and on another device where that is asked for. */
async function begin(
  { store, session }: Page,
  setup: Setup,
  dataset: Dataset,
  { anew, misfits }: { anew: boolean; misfits: string[] },
): Promise<void> {
  const { state } = store;
  const { epochs: target, ...options } = settingsOf(setup, baseOf(dataset, setup["set"] === "own"));
  // The device is whoever's who opens it, unless told.
  const choice = (setup["device"] as DeviceChoice | undefined) ?? state.choice;
  let begun = false;
  // The same images, be they labelled otherwise, need no other model.
  if (dataset.images.pixels === state.dataset?.images.pixels) store.set({ dataset });
  else {
    const failed = await session.use(dataset, undefined, { settings: { options, target } });
    if (failed) throw failed;
    begun = true;
  }
  if (choice !== state.choice) {
    await session.reset(choice, options);
    begun ||= state.choice === choice;
    if (state.choice !== choice) misfits.push(words.device(choice));
  }
  if (!begun && (anew || !same(options, state.options))) {
    await session.reset(state.choice, options);
    if (state.problem || state.phase === "dead") throw new Error(words.notSet);
  }
  store.reset(["settings"], { target });
}

/**
 * Opens a set-up as far as it goes, and says what of it doesn't. Where it asks for another model, images or training,
 * what was trained is kept before, and can be gone back to; where it asks for what is there, that goes on, unless it is
 * to begin `anew`. Rejected where it can't be opened at all.
 */
export async function openSetup(page: Page, setup: Setup, { anew = false } = {}): Promise<string[]> {
  const { store, session } = page;
  const misfits: string[] = [];
  const names = Object.keys(setup);
  await session.rest();
  const dataset = shownAs(await imagesOf(page, setup), setup, misfits);
  if (setup["set"] === "own") misfits.push(words.own);
  if (names.some((name) => !beside.has(name))) await begin(page, setup, dataset, { anew, misfits });
  else store.set({ dataset });
  await look(store, session, setup, misfits);
  return misfits;
}

import type { Dataset, Unlabelled } from "../data/dataset";
import type { InstrumentClient } from "../instrument/client";
import type { Question } from "../run/scheduler";
import type { Session } from "../run/session";
import type { State, Store } from "../run/store";
import type { Tracing } from "../run/traces";
import { text } from "../text";
import type { ImageStack } from "../views/raster";
import type { FileOffer } from "./save-menu";

/** What a panel is mounted with: the images in use, and what it may read and do. */
export interface PanelContext {
  /** How they are labelled is in the state: a person may choose another column, and panels stay. */
  dataset: Unlabelled;
  /** Its images as views take them. */
  stack: ImageStack;
  /** Watchers end with the panel. */
  store: Store;
  session: Session;
  /** Models and measures points beside the training. */
  instrument: InstrumentClient;
  /** Beside the title. */
  tools: HTMLElement;
}

export interface MountedPanel<A> {
  /** Before the next paint: the latest answer, null before the first, and the state that it `shows`. */
  update(answer: A | null, state: Readonly<State>): void;
  /** What can be saved of it now, beside its picture. */
  files?(): readonly FileOffer[];
  destroy(): void;
}

/** One card of the page. A new one is a file that exports one of these, and its lines in the lists. */
export interface Panel<A = unknown> {
  /** What the attribute `view` calls it, and the class of its card. */
  name: string;
  kind: string;
  title(dataset: Dataset | null): string;
  /** In plain words, what is seen. */
  caption(state: Readonly<State>): string;
  /** Why it can't be shown, in words; null where it can. */
  needs?(state: Readonly<State>): string | null;
  /** What it asks the model for, while it is on screen; null where there is nothing to ask. Called often. */
  question?(state: Readonly<State>, dataset: Dataset): Question<A> | null;
  /** It shows something of `latents` in the state, which are asked for while it is on screen. */
  embeds?: boolean;
  /** It shows something of `traced` in the state, which is asked for while it is on screen, with what this says. */
  traces?: Tracing["traces"];
  /** It shows something of `dynamics` in the state, which is recorded while it is on screen. */
  records?: boolean;
  /** What of the state it shows, beside the answer. */
  shows: readonly (keyof State)[];
  mount(host: HTMLElement, context: PanelContext): MountedPanel<A>;
}

/** What those need that ask the model, or measure it. */
export const needsNumbers = ({ diverged }: Readonly<State>) => (diverged ? text.panels.diverged : null);

/** An image by its class, or by its number where there are no classes. */
export function nameOf({ images, classNames }: Dataset, row: number): string {
  const name = classNames[images.labels?.[row] ?? 0];
  return name === undefined ? text.panels.imageNumber(row) : text.panels.className(name);
}

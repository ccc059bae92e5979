import { defaults } from "../../engine/limits";
import type { DeviceChoice, ModelOptions, SessionOptions } from "../../engine/protocol";

export interface SettingsState {
  /** The device asked for. */
  choice: DeviceChoice;
  /** The options in force. */
  options: SessionOptions;
  /** The model that the form asks for, in force or not; null while it can not be read. Who sets it fills the form. */
  typed: ModelOptions | null;
  /** Counts what replaces the settings as a whole; after each, the form shows what is in force, and only that. */
  revision: number;
  /** The settings ask for something that only a reset brings. */
  pending: boolean;
  /** Why the settings could not be applied when they were to be; null once they can. */
  unfit: string | null;
  /** Epoch at which training stops by itself. */
  target: number;
}

export const settings = {
  initial: (options: SessionOptions): SettingsState => ({
    choice: "auto",
    options,
    typed: options.model,
    revision: 0,
    pending: false,
    unfit: null,
    target: defaults.epochs,
  }),
  /** What was typed and not applied goes; the forms show what is in force. */
  reset: ({ revision }: SettingsState): Partial<SettingsState> => ({ revision: revision + 1 }),
};

import type { DeviceChoice, SessionOptions } from "../../engine/protocol";

export interface SettingsState {
  /** The device asked for. */
  choice: DeviceChoice;
  /** The options in force. */
  options: SessionOptions;
  /** Counts what replaces the settings as a whole; after each, the form shows what is in force, and only that. */
  revision: number;
  /** The settings ask for something that only a reset brings. */
  pending: boolean;
  /** Epoch at which training stops by itself. */
  target: number;
}

export const settings = {
  initial: (options: SessionOptions): SettingsState => ({
    choice: "auto",
    options,
    revision: 0,
    pending: false,
    target: 400,
  }),
  /** What was typed and not applied goes; the forms show what is in force. */
  reset: ({ revision }: SettingsState): Partial<SettingsState> => ({ revision: revision + 1 }),
};

import { h } from "../dom";

/** Something that a person may do, by its button's name. */
export interface Action {
  label: string;
  /** Does what the label says. */
  run: () => void;
}

/** A button for each. */
export const actionButtons = (actions: readonly Action[], signal: AbortSignal): HTMLButtonElement[] =>
  actions.map(({ label, run }) => {
    const button = h("button", { type: "button" }, label);
    button.addEventListener("click", run, { signal });
    return button;
  });

import { h } from "../../dom";
import type { Workspace } from "../../panels/list";
import type { Store } from "../../run/store";
import { endFirstTime, isFirstTime, type Once } from "../../shell/first-time";
import { text } from "../../text/guide";

const words = text.hint;
const tries: Partial<Record<Workspace, string>> = words.tries;

/**
 * Says what to try first in a workspace, above its panels, the first time that it is opened with a trained model. Once it
 * has been seen it does not come again; where a link or a lesson says what to do, it waits.
 */
export function mountHints(frame: HTMLElement, store: Store) {
  let shown: HTMLElement | null = null;
  let at: Workspace | null = null;

  function close(): void {
    shown?.remove();
    shown = null;
  }

  return {
    /** A workspace was opened. */
    show(workspace: Workspace): void {
      if (workspace === at) return;
      at = workspace;
      close();
      const said = tries[workspace];
      const once: Once = `hint-${workspace}`;
      if (said === undefined || store.state.step === 0 || !isFirstTime(once)) return;
      const button = h("button", { type: "button" }, words.close);
      const hint = h(
        "div",
        { class: "first-hint", role: "note", "aria-label": words.label },
        h("p", {}, said),
        button,
      );
      button.addEventListener("click", () => {
        close();
        // Where the focus was is gone.
        frame.querySelector<HTMLElement>(".band a[aria-current]")?.focus();
      });
      frame.querySelector(".columns")!.before(hint);
      shown = hint;
      if (hint.checkVisibility()) endFirstTime(once);
      else close();
    },
  };
}

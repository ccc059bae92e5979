import { h } from "../dom";
import type { Store } from "../run/store";
import { text } from "../text";
import { actionButtons } from "./actions";

/** Says in `host`, a live region, what went wrong, and offers what can be done about it. */
export function mountAlerts(host: HTMLElement, store: Store) {
  const released = new AbortController();
  store.watch(["problem", "phase"], ({ problem, phase }) => {
    host.replaceChildren();
    if (!problem) return;
    // Without a model there is nothing to go on with but the actions.
    const dismiss = phase === "dead" ? [] : [{ label: text.shell.dismiss, run: () => {} }];
    const actions = [...problem.actions, ...dismiss].map(({ label, run }) => ({
      label,
      run() {
        store.set({ problem: null });
        run();
      },
    }));
    const buttons = actionButtons(actions, released.signal);
    host.append(h("p", {}, problem.message), h("div", { class: "buttons" }, ...buttons));
  });
  return {
    destroy() {
      released.abort();
      host.replaceChildren();
    },
  };
}

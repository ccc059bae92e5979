import { h } from "../dom";
import type { Moment } from "../run/moment";
import type { Session } from "../run/session";
import type { Offer, Store } from "../run/store";
import { text } from "../text";
import { epochText } from "../text/epochs";
import { actionButtons } from "./actions";

const words = text.shell.back;

/**
 * Says in the run bar what a person can go back to, and takes them there: what was lost by the latest command that ended
 * a run, or else what others offer, as an earlier visit.
 */
export function mountOffer(host: HTMLElement, store: Store, session: Session) {
  const released = new AbortController();
  const said = h("p", { role: "status" });
  const buttons = h("div", { class: "buttons" });
  const element = h(
    "div",
    { class: "offer-bar", role: "group", "aria-label": words.label, hidden: true },
    said,
    buttons,
  );
  host.append(element);

  const toBack = (back: Moment): Offer => ({
    message: words.kept[back.why](back.dataset.name),
    actions: [
      { label: words.to(epochText(back.epoch)), run: () => void session.goOnFrom(back) },
      { label: text.shell.dismiss, run: () => store.set({ back: null }) },
    ],
  });

  let shown: unknown = null;
  store.watch(["offer", "back", "busy"], ({ offer, back, busy }) => {
    const now = back ? toBack(back) : offer;
    element.hidden = !now;
    const key = back ?? offer;
    if (key !== shown) {
      shown = key;
      said.replaceChildren(now?.message ?? "");
      buttons.replaceChildren(...actionButtons(now?.actions ?? [], released.signal));
    }
    for (const button of buttons.children as HTMLCollectionOf<HTMLButtonElement>) button.disabled = busy;
  });

  return {
    destroy() {
      released.abort();
      element.remove();
    },
  };
}

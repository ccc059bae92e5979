import { h } from "../dom";
import { text } from "../text";
import { actionButtons, type Action } from "./actions";

/** Something that a person may do, and need not. */
export interface Notice {
  message: string;
  action: Action;
}

/** Says in `host`, a live region, what there is to be done; it stays until a person has taken it or put it away. */
export function mountNotices(host: HTMLElement) {
  const released = new AbortController();
  return {
    show({ message, action }: Notice) {
      const notice = h("div", { class: "notice" }, h("p", {}, message));
      const take = () => {
        notice.remove();
        action.run();
      };
      const actions = [
        { label: action.label, run: take },
        { label: text.shell.later, run: () => notice.remove() },
      ];
      notice.append(h("div", { class: "buttons" }, ...actionButtons(actions, released.signal)));
      host.append(notice);
    },
    destroy() {
      released.abort();
      host.replaceChildren();
    },
  };
}

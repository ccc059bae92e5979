import { h } from "../dom";
import { text } from "../text";
import { actionButtons, type Action } from "./actions";

/** Something to be known, or that a person may do, and need not. */
export interface Notice {
  message: string;
  /** The message's language, where it is not the page's. */
  lang?: string;
  action?: Action;
}

/** Says in `host`, a live region, what there is to be known or done; it stays until a person has taken it or put it away. */
export function mountNotices(host: HTMLElement) {
  const released = new AbortController();
  return {
    /** Returns what puts it away. */
    show({ message, lang, action }: Notice): () => void {
      const notice = h("div", { class: "notice" }, h("p", { ...(lang && { lang }) }, message));
      const away = () => notice.remove();
      const take = ({ run }: Action) => {
        away();
        run();
      };
      const actions = action
        ? [
            { label: action.label, run: () => take(action) },
            { label: text.shell.later, run: away },
          ]
        : [{ label: text.shell.dismiss, run: away }];
      notice.append(h("div", { class: "buttons" }, ...actionButtons(actions, released.signal)));
      host.append(notice);
      return away;
    },
    destroy() {
      released.abort();
      host.replaceChildren();
    },
  };
}

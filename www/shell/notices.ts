import { h } from "../dom";
import { text } from "../text";

/** Something that a person may do, and need not. */
export interface Notice {
  message: string;
  action: {
    label: string;
    /** Does what the label says. */
    run: () => void;
  };
}

/** Says in `host`, a live region, what there is to be done; it stays until a person has taken it or put it away. */
export function mountNotices(host: HTMLElement) {
  function button(label: string, run: () => void): HTMLElement {
    const element = h("button", { type: "button" }, label);
    element.addEventListener("click", run);
    return element;
  }
  return {
    show({ message, action }: Notice) {
      const notice = h("div", { class: "notice" }, h("p", {}, message));
      const take = () => {
        notice.remove();
        action.run();
      };
      const buttons = [button(action.label, take), button(text.shell.later, () => notice.remove())];
      notice.append(h("div", { class: "buttons" }, ...buttons));
      host.append(notice);
    },
    destroy: () => host.replaceChildren(),
  };
}

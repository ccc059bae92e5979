import { h, setText } from "../dom";

/** A titled card: tools beside the title, the view, and a caption in plain words. */
export function mountCard(host: HTMLElement, { name, kind }: { name: string; kind: string }) {
  const title = h("h2", {});
  const tools = h("div", { class: "tools" });
  const body = h("div", { class: "card-body" });
  const reason = h("p", { class: "reason", hidden: true });
  const caption = h("figcaption", {});
  const element = h(
    "figure",
    { class: `card ${kind}`, part: `card ${name}`, "data-view": name },
    h("div", { class: "card-head" }, title, tools),
    reason,
    body,
    caption,
  );
  host.append(element);
  return {
    element,
    tools,
    body,
    /** With a reason why the view can't be shown, it is said in its place. */
    say(words: { title: string; caption: string; reason: string | null }) {
      setText(title, words.title);
      setText(caption, words.caption);
      setText(reason, words.reason ?? "");
      element.setAttribute("aria-label", words.title);
      reason.hidden = words.reason === null;
      tools.hidden = body.hidden = words.reason !== null;
    },
    clear() {
      tools.replaceChildren();
      body.replaceChildren();
    },
    destroy: () => element.remove(),
  };
}

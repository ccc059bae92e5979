import { h } from "../../dom";
import type { Attribute, State, Store } from "../../run/store";
import { text } from "../../text/later";

const words = text.walks.attributes;

const nameOf = ({ from, to }: Attribute) => words.name(from.name, to.name);

/** Pairs of ends that a person keeps, each of which is used again with one press. */
export function mountKept(host: HTMLElement, store: Store) {
  const released = new AbortController();
  const { signal } = released;
  const keep = h("button", { type: "button" }, words.save);
  const list = h("div", { class: "kept", role: "group", "aria-label": words.saved });
  host.append(h("div", { class: "buttons" }, keep, list));
  let shown: readonly Attribute[] | null = null;

  keep.addEventListener(
    "click",
    () => {
      const { attributeFrom: from, attributeTo: to, savedAttributes } = store.state;
      if (from && to) store.set({ savedAttributes: [...savedAttributes, { from, to }] });
    },
    { signal },
  );

  function entry(attribute: Attribute): HTMLElement {
    const name = nameOf(attribute);
    const use = h("button", { type: "button", "aria-label": words.use(name) }, name);
    const { from, to } = attribute;
    use.addEventListener("click", () => store.set({ attributeFrom: from, attributeTo: to }), { signal });
    const forget = h("button", { type: "button", "aria-label": words.forget(name) }, "×");
    forget.addEventListener(
      "click",
      () => {
        keep.focus();
        store.set({ savedAttributes: store.state.savedAttributes.filter((other) => other !== attribute) });
      },
      { signal },
    );
    return h("span", {}, use, forget);
  }

  return {
    update({ attributeFrom, attributeTo, savedAttributes }: Readonly<State>) {
      const same = ({ from, to }: Attribute) => from === attributeFrom && to === attributeTo;
      keep.disabled = !attributeFrom || !attributeTo || savedAttributes.some(same);
      if (savedAttributes === shown) return;
      shown = savedAttributes;
      list.replaceChildren(...savedAttributes.map(entry));
    },
    destroy: () => released.abort(),
  };
}

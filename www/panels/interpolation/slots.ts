import { h, setText } from "../../dom";
import { randomPair } from "../../run/picks";
import type { State, Store } from "../../run/store";
import { text } from "../../text/later";
import { takeRows, type ImageStack } from "../../views/raster";
import { createThumbnail } from "../../views/thumbnail";
import { nameOf } from "../panel";

const words = text.walks.lines;

/** The two picked images, of which one is replaced by the next pick. */
export function mountSlots(host: HTMLElement, stack: ImageStack, store: Store) {
  const released = new AbortController();
  const { signal } = released;
  const slots = (["a", "b"] as const).map((slot) => {
    const button = h("button", { type: "button", class: "slot" });
    const image = h("span", { class: "slot-image" });
    const label = h("span", {});
    button.append(h("strong", {}, slot.toUpperCase()), " ", image, " ", label);
    button.addEventListener("click", () => store.set({ slot }), { signal });
    return { slot, button, image, label };
  });
  const random = h("button", { type: "button" }, words.random);
  random.addEventListener("click", () => store.set(randomPair(store.state.dataset!.images)), { signal });
  const hint = h("p", { class: "hint", role: "status" });
  host.append(h("div", { class: "slots" }, ...slots.map(({ button }) => button), random), hint);
  const thumbnails = slots.map(({ image }) => createThumbnail(image));
  return {
    update(state: Readonly<Pick<State, "a" | "b" | "slot" | "dataset">>) {
      slots.forEach(({ slot, button, label }, i) => {
        const row = state[slot];
        const name = nameOf(state.dataset!, row);
        setText(label, name);
        button.setAttribute("aria-pressed", String(state.slot === slot));
        button.setAttribute("aria-label", words.slot(slot.toUpperCase(), name, row));
        thumbnails[i]!.show(takeRows(stack, [row]));
      });
      setText(hint, words.hint(state.slot.toUpperCase()));
    },
    destroy() {
      released.abort();
      thumbnails.forEach((thumbnail) => thumbnail.destroy());
    },
  };
}

import { h, setText } from "../dom";
import { randomPair } from "../run/picks";
import { text } from "../text";
import { takeRows } from "../views/raster";
import { mountStrip } from "../views/strip";
import { createThumbnail } from "../views/thumbnail";
import { nameOf, needsNumbers, type Panel } from "./panel";

const words = text.panels.interpolation;
const steps = 11;

/** Two slots for picked images, and the decoded line between them. */
export const interpolation: Panel<Float32Array> = {
  name: "interpolation",
  kind: "walk",
  workspaces: ["latent"],
  title: () => words.title,
  caption: () => words.caption,
  needs: needsNumbers,
  question: ({ a, b }) => ({ key: [a, b], ask: (vae) => vae.interpolate(a, b, { steps }) }),
  shows: ["a", "b", "slot"],
  mount(host, { dataset, stack, store }) {
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
    random.addEventListener("click", () => store.set(randomPair(dataset.images)), { signal });
    const hint = h("p", { class: "hint", role: "status" });
    host.append(h("div", { class: "slots" }, ...slots.map(({ button }) => button), random), hint);
    const thumbnails = slots.map(({ image }) => createThumbnail(image));
    const strip = mountStrip(host, words.empty);
    return {
      update(answer, state) {
        const [from, to] = slots.map(({ slot, button, label }, i) => {
          const row = state[slot];
          const name = nameOf(dataset, row);
          setText(label, name);
          button.setAttribute("aria-pressed", String(state.slot === slot));
          button.setAttribute("aria-label", words.slot(slot.toUpperCase(), name, row));
          thumbnails[i]!.show(takeRows(stack, [row]));
          return name;
        });
        setText(hint, words.hint(state.slot.toUpperCase()));
        strip.update(answer && { ...stack, pixels: answer }, words.strip(steps, from!, to!));
      },
      destroy() {
        released.abort();
        thumbnails.forEach((thumbnail) => thumbnail.destroy());
        strip.destroy();
      },
    };
  },
};

import { h, setText } from "../../dom";
import { drawNoise } from "../../inside/posterior";
import type { State } from "../../run/store";
import { text } from "../../text/later";
import { fixed } from "../../text/format";
import { mountLatentPad } from "../../views/latent-pad";
import { mountLatentSliders } from "../../views/latent-sliders";
import { createThumbnail } from "../../views/thumbnail";
import { markedZ } from "../cursor";
import { mountDimensions } from "../dimensions";
import { createPages } from "../pages";
import { needsNumbers, type Panel } from "../panel";
import { byKl } from "../traversals";
import { calledOf, ownZ, readingOf } from "./looked-into";

const words = text.decoder.input;
/** Sliders and pad reach so far to each side. */
const extent = 4;
/** Sliders at once. */
const pageSize = 12;

/** Whose latent vector it is. */
function from(state: Readonly<State>): string {
  const { insideZ, insideNoise } = state;
  if (insideZ) return words.from.given;
  return words.from[insideNoise ? "noise" : "own"](calledOf(state));
}

/** What the decoder is given: on sliders, and two of it on a pad. */
export const decoderInput: Panel<never> = {
  name: "decoder-input",
  kind: "decoder-input",
  title: () => words.title,
  caption: () => words.caption,
  needs: needsNumbers,
  embeds: true,
  traces: true,
  shows: ["traced", "insideZ", "insideNoise", "latents", "dimensions", "options", "a", "insideImage", "z"],
  mount(host, { stack, store }) {
    const released = new AbortController();
    const { signal } = released;
    const { state } = store;
    let page = 0;
    /** Dimensions by KL, which stay where they are while they are pointed at. */
    let order: { dimension: number; kl: number | null }[] = [];

    const own = () => (state.traced ? ownZ(state.traced) : new Float32Array(state.options.model.latent));
    const current = () => state.insideZ ?? own();
    function take(z: Float32Array): void {
      const mine = own();
      store.set({ insideZ: z.every((value, i) => value === mine[i]) ? null : z });
    }
    function move(...places: [dimension: number, value: number][]): void {
      const z = current().slice();
      for (const [dimension, value] of places) z[dimension] = value;
      take(z);
    }
    const back = (...dimensions: number[]) =>
      move(...dimensions.map((dimension): [number, number] => [dimension, own()[dimension]!]));

    const said = h("p", { class: "hint", role: "status" });
    const button = (name: string, onClick: () => void) => {
      const element = h("button", { type: "button" }, name);
      element.addEventListener("click", onClick, { signal });
      return element;
    };
    const latent = () => state.options.model.latent;
    const marked = button(words.marked, () => take(markedZ(state)!));
    const buttons = h(
      "div",
      { class: "buttons" },
      button(words.own, () => store.set({ insideZ: null })),
      button(words.centre, () => take(new Float32Array(latent()))),
      button(words.draw, () => take(drawNoise(latent()))),
      marked,
    );
    const picture = h("div", { class: "decoded-now" });
    const pad = h("div", { class: "pad-part" });
    const sliders = h("div", { class: "sliders-part" });
    host.append(
      h("div", { class: "latent-head" }, picture, h("div", {}, said, buttons)),
      h("div", { class: "latent-vector" }, pad, sliders),
    );

    const thumbnail = createThumbnail(picture);
    thumbnail.element.removeAttribute("aria-hidden");
    thumbnail.element.setAttribute("role", "img");
    thumbnail.element.setAttribute("aria-label", words.decoded);
    const dimensions = mountDimensions(pad, store);
    const plane = mountLatentPad(pad, {
      extent,
      place: () => {
        const z = current();
        const [x, y] = state.dimensions;
        return [z[x]!, z[y]!];
      },
      onMove: ([x, y]) => move([state.dimensions[0], x], [state.dimensions[1], y]),
      onOwn: () => back(...state.dimensions),
    });
    const at = (index: number) => order[page * pageSize + index]!.dimension;
    const rows = mountLatentSliders(sliders, {
      extent,
      onMove: (index, value) => move([at(index), value]),
      onOwn: (index) => back(at(index)),
    });
    const pages = createPages(words, pageSize, signal, (next) => {
      page = next;
      arrange();
      show();
    });
    sliders.append(pages.element);

    function arrange(): void {
      page = Math.min(page, Math.ceil(latent() / pageSize) - 1);
      order = byKl(state.latents, latent());
    }
    function show(): void {
      const [z, mine] = [current(), own()];
      pages.show(page, latent());
      rows.update(
        order.slice(page * pageSize, (page + 1) * pageSize).map(({ dimension, kl }) => ({
          name: text.decoder.dimension(dimension + 1),
          note: kl === null ? "" : words.kl(fixed(kl, 2)),
          value: z[dimension]!,
          own: mine[dimension]!,
        })),
      );
      pad.hidden = latent() < 2;
      const [x, y] = state.dimensions;
      if (pad.hidden) return;
      plane.update({
        names: [text.decoder.dimension(x + 1), text.decoder.dimension(y + 1)],
        place: [z[x]!, z[y]!],
        own: [mine[x]!, mine[y]!],
      });
    }

    // Another image begins with its own latent vector.
    let { a, insideImage } = state;
    store.watch(["a", "insideImage"], (now) => {
      if (now.a === a && now.insideImage === insideImage) return;
      ({ a, insideImage } = now);
      store.set({ insideZ: null });
    });

    return {
      update(_, { traced }) {
        if (order.length !== latent() || !sliders.matches(":hover, :focus-within")) arrange();
        setText(said, from(state));
        marked.disabled = state.z.length === 0;
        const image = traced && readingOf(traced).part("image");
        thumbnail.show(image && { ...stack, pixels: image });
        show();
      },
      destroy() {
        released.abort();
        thumbnail.destroy();
        dimensions.destroy();
        plane.destroy();
        rows.destroy();
      },
    };
  },
};

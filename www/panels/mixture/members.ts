import { h, setText } from "../../dom";
import type { InstrumentClient } from "../../instrument/client";
import type { State } from "../../run/store";
import { text } from "../../text/later";
import { fixed } from "../../text/format";
import { createLatest } from "../latest";
import { nameOf } from "../panel";

const words = text.mixture.members;

/** Shares below this are told together. */
const least = 0.005;

/** What is pointed at: an image's posterior mean, or a place; null where nothing is. */
function pointedAt({ hovered, latents, pointed, options }: Readonly<State>): Float32Array | null {
  const { latent } = options.model;
  if (hovered !== null && latents?.latent === latent) {
    const at = latents.rows.indexOf(hovered) * latent;
    if (at >= 0) return latents.mean.slice(at, at + latent);
  }
  return pointed?.z.length === latent ? pointed.z : null;
}

/** Tells how much of what is pointed at belongs to each component. */
export function mountMembers(host: HTMLElement, instrument: InstrumentClient) {
  const title = h("h3", {}, words.title);
  const whose = h("p", { class: "help" }, words.hint);
  const list = h("ul", { class: "shares" });
  host.append(title, whose, list);

  function show(shares: Float32Array): void {
    const sorted = [...shares.keys()].sort((a, b) => shares[b]! - shares[a]!);
    const told = sorted.filter((i) => shares[i]! >= least);
    const rest = sorted.slice(told.length);
    const sum = (of: number[]) => of.reduce((sum, i) => sum + shares[i]!, 0);
    const lines = told.map((i) => ({ name: words.component(i + 1), share: shares[i]! }));
    if (rest.length > 0) lines.push({ name: words.others(rest.length), share: sum(rest) });
    const items = lines.map(({ name, share }) => {
      const bar = h("span", { class: "share-bar" });
      bar.style.setProperty("--share", String(share));
      return h("li", {}, h("span", {}, name), bar, h("span", {}, fixed(share, 3)));
    });
    list.replaceChildren(...items, h("li", { class: "sum" }, words.sum(fixed(sum(sorted), 3))));
  }

  const latest = createLatest(
    async ({ z, mixture }: { z: Float32Array; mixture: NonNullable<State["mixture"]> }, signal) => {
      const points = { values: z, dimensions: z.length };
      show(await instrument.call("responsibilities", { points, mixture: mixture.mixture }, { signal }));
    },
    (error) => {
      list.replaceChildren();
      setText(whose, error.message);
    },
  );

  return {
    update(state: Readonly<State>) {
      const { mixture, hovered, dataset } = state;
      const z = mixture && pointedAt(state);
      host.hidden = !mixture;
      if (!z || z.length !== mixture.mixture.dimensions) {
        latest.end();
        list.replaceChildren();
        setText(whose, words.hint);
        return;
      }
      const image = hovered === null ? null : `${words.image(hovered)}, ${nameOf(dataset!, hovered)}`;
      setText(whose, image ?? words.place);
      latest.ask({ z, mixture });
    },
    destroy: () => latest.end(),
  };
}

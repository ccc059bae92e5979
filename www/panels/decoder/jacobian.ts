import { h } from "../../dom";
import { largest, LiveScale } from "../../inside/scales";
import { klOfDimensions } from "../../inside/kl";
import { text } from "../../text/later";
import { fixed, rough } from "../../text/format";
import { mountMapList } from "../../views/map-list";
import { mountReadout } from "../../views/readout";
import { mountScaleLegend } from "../../views/scale-legend";
import { mountValueTable } from "../../views/value-table";
import { createChoice } from "../choice";
import { createPages } from "../pages";
import { needsNumbers, type Panel } from "../panel";
import { pixelsOf, placeName, wayOf } from "./looked-into";

const words = text.decoder.jacobian;
/** Dimensions shown at once. */
const pageSize = 12;

type Order = keyof typeof words.orders;

export interface Jacobian {
  /** Where it was taken. */
  z: Float32Array;
  /** The posterior's standard deviations of the image that is looked into. */
  sigma: Float32Array;
  /** `latent * pixels` */
  derivatives: Float32Array;
}

/** What each latent dimension changes of the image, here. */
export const jacobian: Panel<Jacobian> = {
  name: "jacobian",
  kind: "decoder-jacobian",
  title: () => words.title,
  caption: () => words.caption,
  needs: needsNumbers,
  embeds: true,
  question(state) {
    const { insideZ, insideNoise } = state;
    return {
      key: wayOf(state),
      async ask(vae) {
        const { mean, logVariance } = await vae.encode(pixelsOf(state));
        const sigma = logVariance.map((value) => Math.exp(value / 2));
        const z = insideZ ?? mean.map((value, i) => value + sigma[i]! * (insideNoise?.[i] ?? 0));
        return { z, sigma, derivatives: await vae.jacobian(z) };
      },
    };
  },
  shows: ["latents", "insideScale", "insideEdits", "options"],
  mount(host, { stack, store, tools }) {
    const released = new AbortController();
    const { signal } = released;
    const { state } = store;
    const { height, width, channels } = stack;
    let order: Order = "norm";
    let page = 0;
    let answer: Jacobian | null = null;
    let listed: { dimension: number; values: Float32Array }[] = [];
    const scale = new LiveScale();

    const by = createChoice<Order>(words.order, words.orders, signal, (value) => {
      order = value;
      show();
    });
    const scaled = h("input", { type: "checkbox" });
    scaled.addEventListener("change", () => show(), { signal });
    tools.append(h("label", { class: "choice-line" }, scaled, words.scaled), by.element);
    const heldHint = h("p", { class: "hint", hidden: true }, words.held);
    host.append(heldHint);
    const list = mountMapList(host, {
      onPoint(index, place, aloud) {
        const item = listed[index];
        if (place === null || !item) return readout.say(null);
        const value = `${rough(item.values[place]!)} ${unitOf()}`;
        readout.say(words.pixel(item.dimension + 1, placeName(place, width), value), aloud);
      },
    });
    const pages = createPages(words, pageSize, signal, (next) => {
      page = next;
      show();
    });
    host.append(pages.element);
    const legend = mountScaleLegend(host);
    const readout = mountReadout(
      host,
      channels === 1 ? text.decoder.hint : `${text.decoder.hint} ${words.colours}`,
    );
    const table = mountValueTable(host, text.decoder.numbers);
    const unitOf = () => (scaled.checked ? words.perSigma : words.perUnit);

    function show(): void {
      if (!answer) return;
      const { z, sigma, derivatives } = answer;
      const size = height * width * channels;
      const factor = (dimension: number) => (scaled.checked ? sigma[dimension]! : 1);
      const norms = Array.from(z, (_, dimension) => {
        let sum = 0;
        for (let i = dimension * size; i < (dimension + 1) * size; i++) sum += derivatives[i]! ** 2;
        return Math.sqrt(sum) * factor(dimension);
      });
      const { latents, insideScale } = state;
      const kl = latents?.latent === z.length ? klOfDimensions(latents, z.length) : null;
      const measure = order === "kl" && kl ? kl : norms;
      const sorted = [...z.keys()].sort((one, other) => measure[other]! - measure[one]!);
      page = Math.min(page, Math.ceil(z.length / pageSize) - 1);
      pages.show(page, z.length);
      listed = sorted.slice(page * pageSize, (page + 1) * pageSize).map((dimension) => {
        const values = new Float32Array(height * width);
        for (let i = 0; i < size; i++)
          values[Math.floor(i / channels)]! +=
            (derivatives[dimension * size + i]! * factor(dimension)) / channels;
        return { dimension, values };
      });
      const own = Float32Array.from(listed, ({ values }) => largest(values));
      const most = scale.next(largest(own), performance.now(), state.phase === "training");
      const each = insideScale === "unit";
      list.update(
        listed.map(({ dimension, values }, i) => ({
          name: text.decoder.dimension(dimension + 1),
          note: words.note(rough(norms[dimension]!)),
          pixels: { values, height, width, scale: each ? own[i]! : most, signed: true },
          label: words.about(dimension + 1, rough(norms[dimension]!)),
        })),
      );
      legend.update({ scale: each ? own : most, signed: true });
      const { table: head } = words;
      table.update(() => ({
        caption: words.title,
        head: [head.dimension, head.norm, head.kl, head.sigma, head.z],
        rows: sorted.map((dimension) => [
          text.decoder.dimension(dimension + 1),
          rough(norms[dimension]!),
          kl ? fixed(kl[dimension]!, 3) : words.unknown,
          fixed(sigma[dimension]!, 3),
          fixed(z[dimension]!, 3),
        ]),
      }));
    }

    return {
      update(next, { insideEdits }) {
        answer = next;
        heldHint.hidden = insideEdits.length === 0;
        by.show(order);
        show();
      },
      destroy() {
        released.abort();
        list.destroy();
        table.destroy();
      },
    };
  },
};

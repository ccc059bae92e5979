import { h, setText } from "../../dom";
import { entropyBy, natsOf } from "../../inside/likelihood";
import { largest, LiveScale } from "../../inside/scales";
import type { Likelihood } from "../../engine/protocol";
import { text } from "../../text/later";
import { fixed, magnitude, rough } from "../../text/format";
import { mountMapList, type MapItem } from "../../views/map-list";
import type { ImageStack } from "../../views/raster";
import { mountReadout } from "../../views/readout";
import { mountScaleLegend } from "../../views/scale-legend";
import { mountValueTable } from "../../views/value-table";
import { needsNumbers, type Panel } from "../panel";
import type { Traced } from "../../run/traces";
import { placeName, readingOf } from "./looked-into";

const words = text.decoder.output;
/** Pixels in the table. */
const listed = 40;

interface Costs {
  image: Float32Array;
  original: Float32Array;
  /** Of each pixel: the mean of its channels. */
  error: Float32Array;
  /** Of each pixel: the sum over its channels, and over all. */
  nats: Float32Array;
  natsInAll: number;
  entropy: Float32Array;
  entropyInAll: number;
  /** What the engine says of the image's own latent vector; null where the decoder is given another. */
  reconstruction: number | null;
  logScale: number | null;
}

/** What each pixel costs, from the decoder's output and the image. */
function costsOf(traced: Traced, likelihood: Likelihood, channels: number): Costs {
  const reading = readingOf(traced);
  const output = reading.output(reading.blocks.length - 1)!;
  const image = reading.part("image")!;
  const logScale = reading.part("logScale")?.[0] ?? null;
  const spread = { likelihood, logScale };
  const entropyOf = entropyBy(spread);
  const places = output.length / channels;
  const [error, nats, entropy] = [
    new Float32Array(places),
    new Float32Array(places),
    new Float32Array(places),
  ];
  let [natsInAll, entropyInAll] = [0, 0];
  for (let i = 0; i < output.length; i++) {
    const place = Math.floor(i / channels);
    const [cost, mean] = [natsOf(spread, output[i]!, traced.pixels[i]!), entropyOf(output[i]!)];
    nats[place]! += cost;
    entropy[place]! += mean;
    error[place]! += (image[i]! - traced.pixels[i]!) / channels;
    natsInAll += cost;
    entropyInAll += mean;
  }
  const reconstruction = traced.decoded ? null : reading.part("reconstruction")![0]!;
  return {
    image,
    original: traced.pixels,
    error,
    nats,
    natsInAll,
    entropy,
    entropyInAll,
    reconstruction,
    logScale,
  };
}

/** The image that the decoder makes, beside the one that is looked into, and what each pixel costs. */
export const output: Panel<never> = {
  name: "output",
  kind: "decoder-output",
  title: () => words.title,
  caption: ({ options }) => words.caption(words.spreads[options.model.likelihood.kind]),
  needs: needsNumbers,
  traces: true,
  shows: ["traced", "options"],
  mount(host, { stack, store }) {
    const { width, height, channels } = stack;
    const { state } = store;
    const scales = { error: new LiveScale(), nats: new LiveScale(), entropy: new LiveScale() };
    let costs: Costs | null = null;

    const list = mountMapList(host, {
      onPoint: (_, place, aloud) => readout.say(place === null || !costs ? null : said(place, costs), aloud),
    });
    const readout = mountReadout(host, text.decoder.hint);
    const legends = h("div", { class: "legends" });
    const [sum, engine, colours] = [
      h("p", { class: "hint sum" }),
      h("p", { class: "hint" }),
      h("p", { class: "hint" }, words.colours),
    ];
    colours.hidden = channels === 1;
    host.append(legends, sum, engine, colours);
    const legendOf = (name: string) => {
      const part = h("div", {}, h("span", {}, name));
      legends.append(part);
      return mountScaleLegend(part);
    };
    const legend = {
      error: legendOf(words.error),
      nats: legendOf(words.nats),
      entropy: legendOf(words.entropy),
    };
    const table = mountValueTable(host, text.decoder.numbers);

    /** A pixel's values, one or three of them. */
    const at = (values: Float32Array, place: number) =>
      Array.from(values.subarray(place * channels, (place + 1) * channels), (value) => fixed(value, 3)).join(
        " / ",
      );
    const numbersOf = (place: number, { original, image, error, nats, entropy }: Costs) =>
      [
        at(original, place),
        at(image, place),
        fixed(error[place]!, 3),
        fixed(nats[place]!, 3),
        fixed(entropy[place]!, 3),
      ] as const;
    const said = (place: number, known: Costs) =>
      words.pixel(placeName(place, width), ...numbersOf(place, known));

    function rowsOf(known: Costs) {
      const costly = [...known.nats.keys()].sort((one, other) => known.nats[other]! - known.nats[one]!);
      return costly
        .slice(0, listed)
        .map((place) => [placeName(place, width), ...numbersOf(place, known)] as const);
    }

    function show(traced: Traced): void {
      const { likelihood } = state.options.model;
      costs = costsOf(traced, likelihood, channels);
      const known = costs;
      const now = performance.now();
      const live = state.phase === "training";
      // Of a density nats may lie below zero.
      const density = likelihood.kind === "gaussian" || likelihood.kind === "learnedGaussian";
      const picture = (name: string, pixels: Float32Array): MapItem => ({
        name,
        note: "",
        pixels: { ...stack, pixels } satisfies ImageStack,
        label: words.aboutImage(name),
      });
      const numbers = (of: keyof typeof scales, signed: boolean): MapItem => {
        const values = known[of];
        const scale = scales[of].next(largest(values), now, live);
        legend[of].update({ scale, signed });
        const [least, most] = [Math.min(...values), Math.max(...values)].map((value) => fixed(value, 2));
        return {
          name: words[of],
          note: "",
          pixels: { values, height, width, scale, signed },
          label: words.about(words[of], least!, most!),
        };
      };
      list.update([
        picture(words.output, known.image),
        picture(words.original, known.original),
        numbers("error", true),
        numbers("nats", density),
        numbers("entropy", density),
      ]);
      setText(
        sum,
        [
          words.sum(fixed(known.natsInAll, 3), fixed(known.entropyInAll, 3)),
          known.logScale === null ? [] : words.scale(rough(Math.exp(known.logScale))),
        ]
          .flat()
          .join(" "),
      );
      setText(
        engine,
        known.reconstruction === null
          ? words.otherZ
          : words.engine(fixed(known.reconstruction, 3), magnitude(known.natsInAll - known.reconstruction)),
      );
      const head = [
        words.table.row,
        words.original,
        words.output,
        words.error,
        words.nats,
        words.entropy,
      ] as const;
      table.update(() => ({ caption: words.table.costly, head, rows: rowsOf(known) }));
    }

    return {
      update(_, { traced }) {
        if (traced) show(traced);
      },
      destroy() {
        list.destroy();
        table.destroy();
      },
    };
  },
};

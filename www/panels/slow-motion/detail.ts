import { h } from "../../dom";
import type { StageName } from "../../inside/replay";
import {
  byLogit,
  corner,
  deviations,
  klNats,
  largest,
  largestDifference,
  norm,
  pixelNats,
  sampled,
  updatesOf,
  type Updated,
} from "../../inside/step";
import { Reading } from "../../inside/reading";
import type { RecordedBlock } from "../../engine/protocol";
import { text } from "../../text/later";
import { number } from "../../text/format";
import { mountLayerPicture, type LayerPicture } from "../../views/layer-picture";
import type { ImageStack } from "../../views/raster";
import { createThumbnail } from "../../views/thumbnail";
import { formulas } from "./formulas";
import { scaleOf } from "./on-map";
import type { Scene } from "./scene";
import { numbersTable, type Cell } from "./table";

const words = text.slowMotion;

/** Weights whose changes are listed. */
const listed = 12;
/** Rows and columns of a weight that are drawn. */
const mostDrawn = 256;

/** What a stage is shown with. */
export interface DetailContext {
  scene: Scene;
  stack: ImageStack;
  /** Of the block that is chosen; null while it is read, undefined where none is kept any more. */
  block: RecordedBlock | null | undefined;
}

const sum = (values: ArrayLike<number>) => {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return total;
};
const most = (values: ArrayLike<number>) => largestDifference(values, new Float32Array(values.length));

/** The names of the model's blocks, the encoder's first. */
export const blockNames = ({ plan }: Scene) => [
  ...plan.encoder.map((_, i) => words.encoderBlock(i + 1)),
  ...plan.decoder.map((_, i) => words.decoderBlock(i + 1)),
];

/** A stage in words and numbers, each of which is the record's or follows from those that are shown. */
export function mountDetail(host: HTMLElement) {
  let pictures: { destroy(): void }[] = [];

  function clear(): void {
    pictures.forEach((picture) => picture.destroy());
    pictures = [];
    host.replaceChildren();
  }

  const say = (sentence: string) => host.append(h("p", {}, sentence));
  const write = (formulas: readonly Element[]) => host.append(h("div", { class: "formula" }, ...formulas));
  const add = (...elements: HTMLElement[]) => host.append(...elements);
  /** Pictures side by side. */
  function row(): HTMLElement {
    const element = h("div", { class: "step-pictures" });
    host.append(element);
    return element;
  }
  function frame(into: HTMLElement, caption: string, note = ""): HTMLElement {
    const element = h("div", { class: "step-picture" });
    into.append(h("div", {}, h("span", {}, caption), element, h("small", {}, note)));
    return element;
  }
  function layer(
    into: HTMLElement,
    caption: string,
    values: ArrayLike<number>,
    size: Pick<LayerPicture, "height" | "width" | "channels">,
    { signed = true, scale = most(values) } = {},
  ): void {
    const { height, width, channels } = size;
    const place = frame(into, caption, words.toScale(scale, signed));
    const picture = mountLayerPicture(place, caption);
    picture.update({ values, height, width, channels, scale, signed });
    pictures.push(picture);
  }
  function image(into: HTMLElement, caption: string, stack: ImageStack, pixels: Float32Array): void {
    const place = frame(into, caption);
    place.setAttribute("role", "img");
    place.setAttribute("aria-label", caption);
    const picture = createThumbnail(place);
    picture.show({ ...stack, pixels });
    pictures.push(picture);
  }
  /** How far what is computed here is from the engine's. */
  const checked = (here: ArrayLike<number>, engine: ArrayLike<number>) =>
    h("p", { class: "check-line" }, words.here(largestDifference(here, engine)));

  const dimensions = (
    caption: string,
    head: readonly string[],
    columns: readonly ArrayLike<number>[],
  ): HTMLTableElement =>
    numbersTable(
      caption,
      [words.dimension, ...head],
      Array.from({ length: columns[0]!.length }, (_, i) => [
        `z${i + 1}`,
        ...columns.map((column) => column[i]!),
      ]),
    );

  function blocks({ scene }: DetailContext, from: number, to: number, back: boolean): void {
    const names = blockNames(scene).slice(from, to);
    const rows = names.map((name, i): Cell[] => {
      const at = from + i;
      return [
        name,
        number(scene.forward.input(at)!.length),
        number(scene.forward.output(at)!.length),
        ...(back ? [norm(scene.backward.output(at)!)] : []),
      ];
    });
    const head = [words.block, words.takes, words.gives, ...(back ? [words.length] : [])];
    add(numbersTable(words.blocks, head, back ? rows.toReversed() : rows));
  }

  function losses({ scene }: DetailContext): void {
    const { recorded, forward } = scene;
    const { reconstruction, kl, beta, size } = recorded.record.measures;
    const own = [forward.part("reconstruction")![0]!, forward.part("kl")![0]!] as const;
    const total = (one: number, other: number) => (scene.pulls ? [one + beta * other] : []);
    const table = numbersTable(
      words.losses,
      ["", words.reconstruction, words.kl, ...(scene.pulls ? [words.weighted(beta)] : [])],
      [
        [words.ofImage, ...own, ...total(...own)],
        [words.ofBatch(size), reconstruction, kl, ...total(reconstruction, kl)],
      ],
    );
    const [, batch] = table.tBodies[0]!.rows;
    batch!.cells[1]!.dataset["recorded"] = "reconstruction";
    batch!.cells[2]!.dataset["recorded"] = "kl";
    add(table);
    if (!scene.pulls) say(words.otherObjective);
  }

  function tensor({ name, shape, before, gradient, change, after }: Updated, rate: number): void {
    const [rows, columns] = [shape[0]!, shape[1]!];
    const pictures = row();
    for (const [what, all] of Object.entries({ before, gradient, change })) {
      const shown = corner(all, columns, mostDrawn);
      const size = { height: shown.rows, width: shown.columns, channels: 1 };
      const caption = words.sheet(
        words.sheets[what as keyof typeof words.sheets],
        rows,
        columns,
        Math.max(rows, columns) > mostDrawn ? mostDrawn : null,
      );
      layer(pictures, caption, shown.values, size);
    }
    const found = largest(change, listed);
    add(
      numbersTable(
        words.largestChanges(found.length, name),
        [words.place, words.before, words.byGradient, words.plain, words.change, words.after],
        found.map((i) => [
          `${Math.floor(i / columns) + 1}, ${(i % columns) + 1}`,
          before[i]!,
          gradient[i]!,
          -rate * gradient[i]!,
          change[i]!,
          after[i]!,
        ]),
      ),
    );
  }

  const stages: Record<StageName, (context: DetailContext) => void> = {
    batch({ scene }) {
      const { measures } = scene.recorded.record;
      say(words.batch(measures.size, scene.recorded.images, measures.step + 1));
    },
    encode(context) {
      say(words.encode);
      blocks(context, 0, context.scene.plan.encoder.length, false);
    },
    posterior({ scene }) {
      const { mean, logVariance } = scene.drawn;
      say(words.posterior);
      write(formulas.posterior());
      add(
        dimensions(
          words.stages.posterior,
          ["μ", "log σ²", "σ"],
          [mean, logVariance, deviations(logVariance)],
        ),
      );
    },
    sample({ scene }) {
      const { mean, logVariance, noise } = scene.drawn;
      const here = sampled(scene.drawn);
      say(words.sample);
      write(formulas.sample());
      add(
        dimensions(
          words.stages.sample,
          ["μ", "σ", "ε", "μ + σ ε", words.engine],
          [mean, deviations(logVariance), noise, here, scene.z],
        ),
      );
      add(checked(here, scene.z));
    },
    decode(context) {
      const { scene, stack } = context;
      const from = scene.plan.encoder.length;
      say(words.decode);
      const pictures = row();
      image(pictures, words.waysParts.reconstruction, stack, scene.expected);
      image(pictures, words.waysParts.image, stack, scene.pixels);
      blocks(context, from, from + scene.plan.decoder.length, false);
    },
    measure(context) {
      const { scene, stack } = context;
      const { forward, output, pixels, drawn } = scene;
      const kl = klNats(drawn);
      const engine = [forward.part("kl")![0]!];
      const here = [sum(kl)];
      const sums: Cell[][] = [[words.kl, here[0]!, engine[0]!]];
      say(words.measure);
      if (scene.logits) {
        const costs = pixelNats(output, pixels);
        here.unshift(sum(costs));
        engine.unshift(forward.part("reconstruction")![0]!);
        sums.unshift([words.reconstruction, here[0]!, engine[0]!]);
        write(formulas.pixel());
        const pictures = row();
        image(pictures, words.original, stack, pixels);
        image(pictures, words.drawn, stack, scene.expected);
        layer(pictures, words.pixelCosts, costs, stack, { signed: false });
      } else say(words.noPixels);
      losses(context);
      write(formulas.kl());
      add(
        bars(dimensions(words.kl, ["μ", "log σ²", words.klNats], [drawn.mean, drawn.logVariance, kl]), kl),
        numbersTable(words.sums, ["", words.summed, words.engine], sums),
      );
      add(checked(here, engine));
    },
    output({ scene, stack }) {
      const { logits, output, pixels, byOutput, recorded } = scene;
      const { size } = recorded.record.measures;
      say(words.output);
      const pictures = row();
      if (!logits) {
        say(words.outputElse);
        return layer(pictures, words.engineGradient, byOutput, stack);
      }
      const here = byLogit(output, pixels, size);
      const scale = most(byOutput);
      write(formulas.output(size));
      image(pictures, words.drawn, stack, scene.expected);
      image(pictures, words.original, stack, pixels);
      layer(pictures, words.outputGradient, here, stack, { scale });
      layer(pictures, words.engineGradient, byOutput, stack, { scale });
      add(checked(here, byOutput));
    },
    decoderBack(context) {
      const { encoder, decoder } = context.scene.plan;
      say(words.decoderBack);
      blocks(context, encoder.length, encoder.length + decoder.length, true);
    },
    byZ({ scene }) {
      say(words.byZ);
      add(dimensions(words.byZFormula, ["z", "∂L/∂z"], [scene.z, scene.drawn.byZ]));
    },
    split({ scene }) {
      const { pulls, byMean, byLogVariance, recorded, drawn } = scene;
      const { beta, size } = recorded.record.measures;
      if (!pulls) {
        say(words.splitElse);
        return add(
          dimensions(words.stages.split, [words.byMean, words.byLogVariance], [byMean, byLogVariance]),
        );
      }
      say(words.split);
      write(formulas.split(beta, size));
      legend(scene);
      add(
        dimensions(
          words.inputs,
          ["∂L/∂z", "μ", "σ", "ε"],
          [drawn.byZ, drawn.mean, deviations(drawn.logVariance), drawn.noise],
        ),
      );
      for (const [name, parts, engine] of [
        [words.byMean, pulls.mean, byMean],
        [words.byLogVariance, pulls.logVariance, byLogVariance],
      ] as const) {
        const head = words.parts;
        const table = dimensions(
          name,
          [head.reconstruction, head.prior, head.sum, head.engine],
          [parts.reconstruction, parts.prior, parts.sum, engine],
        );
        add(h("div", {}, table, checked(parts.sum, engine)));
      }
    },
    encoderBack(context) {
      say(words.encoderBack);
      blocks(context, 0, context.scene.plan.encoder.length, true);
    },
    update({ scene, block }) {
      const { options, record } = scene.recorded;
      const { optimizer, clipNorm } = options.training;
      const { rate } = record.measures;
      say(words.update(words.optimizers[optimizer.kind], rate));
      if (clipNorm !== null) say(words.clipped);
      if (!block) return say(block === null ? words.waiting : words.gone);
      const updates = updatesOf(block);
      add(
        numbersTable(
          words.tensors,
          [words.tensor, words.valuesCount, words.weight, words.byGradient, words.change, words.ratioHead],
          updates.map(({ name, before, gradient, change }): Cell[] => {
            const [weight, moved] = [norm(before), norm(change)];
            const ratio = weight > 0 ? moved / weight : "–";
            return [name, number(before.length), weight, norm(gradient), moved, ratio];
          }),
        ),
      );
      tensor(updates[0]!, rate);
    },
    again({ scene, stack }) {
      const { recorded, forward, plan, image: at } = scene;
      const { after, record, options, images } = recorded;
      const read = (image: number) => new Reading(plan, scene.pixels, after, null, image);
      const terms = (reading: Reading) => [reading.part("reconstruction")![0]!, reading.part("kl")![0]!];
      say(words.same);
      const pictures = row();
      image(pictures, words.waysParts.image, stack, scene.pixels);
      image(pictures, words.before, stack, scene.expected);
      image(pictures, words.after, stack, read(at).part("image")!);
      const { beta } = record.measures;
      const several = options.training.objective.kind === "iwae";
      const other =
        options.model.norm === "batch"
          ? words.incomparable.batchNorm
          : several
            ? words.incomparable.draws
            : null;
      const beforeOf = (image: number) => terms(new Reading(plan, scene.pixels, record, null, image));
      const mean = (of: (image: number) => number[]) => {
        const all = Array.from({ length: images }, (_, image) => of(image));
        return [0, 1].map((term) => sum(all.map((one) => one[term]!)) / images);
      };
      const rows = (before: number[], after: number[]): Cell[][] =>
        [words.reconstruction, words.kl, words.weighted(beta)].map((name, i) => {
          const of = (both: number[]) => both[i] ?? both[0]! + beta * both[1]!;
          const [old, now] = [of(before), of(after)];
          return [name, old, now, ...(other ? [] : [now - old])];
        });
      const head = ["", words.before, words.after, ...(other ? [] : [words.difference])];
      if (other) say(other);
      add(
        numbersTable(words.ofImage, head, rows(terms(forward), terms(read(at)))),
        numbersTable(
          words.ofShown(images),
          head,
          rows(
            mean(beforeOf),
            mean((image) => terms(read(image))),
          ),
        ),
      );
    },
  };

  /** How the two pulls are told apart on the map. */
  function legend({ recorded }: Scene): void {
    const entry = (style: string, name: string) =>
      h("span", { class: "slot" }, h("span", { class: `line-style ${style}` }), name);
    host.append(
      h(
        "p",
        { class: "slots" },
        entry("strong", words.pulls.reconstruction),
        entry("circle", words.pulls.prior),
        words.pullScale(scaleOf(recorded)),
      ),
    );
  }

  /** The last column as bars, too. */
  function bars(table: HTMLTableElement, values: ArrayLike<number>): HTMLTableElement {
    const highest = most(values);
    [...table.tBodies[0]!.rows].forEach((row, i) => {
      const cell = row.cells[row.cells.length - 1]!;
      cell.classList.add("bar-cell");
      // Not as an attribute, which a Content-Security-Policy may forbid.
      cell.style.setProperty("--part", String(highest > 0 ? values[i]! / highest : 0));
    });
    return table;
  }

  return {
    show(stage: StageName, context: DetailContext) {
      clear();
      host.append(h("h3", {}, words.stages[stage]));
      stages[stage](context);
    },
    clear,
  };
}

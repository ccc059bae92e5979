import { h, setText, uniqueId } from "../../dom";
import type { BlockMeasure } from "../../inside/blocks";
import { weighsByBeta } from "../../inside/objectives";
import type { StepRow } from "../../run/dynamics";
import type { State } from "../../run/store";
import { text as page } from "../../text";
import { text } from "../../text/later";
import { fixed, number, significant } from "../../text/format";
import { mountBlockChart, type BlockCurves } from "../../views/block-chart";
import { mountBands } from "../../views/kl-bands";
import { mountRateDistortion } from "../../views/rate-distortion";
import { needsNumbers, type Panel } from "../panel";
import { mountBeta } from "./beta";
import { klBands } from "./kl";
import { blockTable, runTable } from "./tables";
import { wayOf, withRun, type Run } from "./ways";

const words = text.dynamics;
const { save } = page.panels;

/** A change of about this share of the weights a step is what many people aim at. */
const usualRatio = 1e-3;

const encodersOf = (blocks: readonly BlockMeasure[]) =>
  blocks.filter(({ name }) => name.startsWith("encoder.")).length;

function namesOf(blocks: readonly BlockMeasure[]): string[] {
  const encoder = encodersOf(blocks);
  return blocks.map((_, i) => (i < encoder ? words.encoder(i + 1) : words.decoder(i - encoder + 1)));
}

/** One quantity of all blocks over the steps that were looked at. */
function curvesOf(rows: readonly StepRow[], of: (block: BlockMeasure) => number): BlockCurves {
  const blocks = rows.at(-1)?.blocks ?? [];
  return {
    steps: rows.map(({ step }) => step),
    names: namesOf(blocks),
    encoder: encodersOf(blocks),
    columns: blocks.map((_, i) =>
      rows.map(({ blocks }) => {
        const value = of(blocks[i]!);
        return value > 0 && Number.isFinite(value) ? value : null;
      }),
    ),
  };
}

type Losses = Pick<State, "history" | "epoch" | "options">;

const lossesOf = ({ history, epoch, options }: Losses): Losses => ({ history, epoch, options });

const begins = ({ history }: Losses) => history.kl[0].length === 0;

function runOf({ history, epoch, options }: Losses): Run {
  const { beta } = options.training;
  return { way: wayOf(history), epoch, beta, latent: options.model.latent };
}

/** How training goes: gradients and steps of each block, what each dimension says, and the way between the loss's two parts. */
export const dynamics: Panel<never> = {
  name: "dynamics",
  kind: "dynamics",
  title: () => words.title,
  caption: () => words.caption,
  needs: needsNumbers,
  embeds: true,
  records: true,
  shows: ["dynamics", "history", "options"],
  mount(host, { store, session }) {
    const { state } = store;
    const group = uniqueId("steps");
    const place = (kind = "") => {
      const element = h("div", { class: `chart-host ${kind}` });
      host.append(element);
      return element;
    };
    const said = h("p", { class: "help", role: "status" }, words.waiting);
    host.append(said);
    const gradients = mountBlockChart(place(), { title: words.gradients, group });
    const level = { value: usualRatio, name: words.usual };
    const ratios = mountBlockChart(place(), { title: words.ratios, group, level });
    const quantities = [
      { title: words.gradients, chart: gradients, of: ({ gradient }: BlockMeasure) => gradient },
      { title: words.ratios, chart: ratios, of: ({ ratio }: BlockMeasure) => ratio },
    ];
    const blocks = place("wide");
    const bands = mountBands(place(), { title: words.bands, group });
    const planePlace = place();
    const plane = mountRateDistortion(planePlace, words.plane.title, words.plane);
    const beta = mountBeta(planePlace, store, session);
    const runs = place("wide");

    let earlier: readonly Run[] = [];
    /** The latest losses of a model, of which nothing is left when another one begins. */
    let latest = lossesOf(state);
    store.listen((changed) => {
      if (!changed.has("history")) return;
      if (begins(state) && !begins(latest)) earlier = withRun(earlier, runOf(latest));
      latest = lossesOf(state);
    });

    return {
      update(_, now) {
        const { rows } = now.dynamics.steps;
        const last = rows.at(-1);
        const names = namesOf(last?.blocks ?? []);
        setText(said, last ? words.looked(number(last.step), significant(last.rate, 3)) : words.waiting);
        for (const { title, chart, of } of quantities) {
          const values = names.map((name, i) => `${name} ${significant(of(last!.blocks[i]!), 2)}`);
          chart.update(curvesOf(rows, of), words.about(title, values.join(", ")));
        }
        blocks.replaceChildren(...(last ? [blockTable(number(last.step), last.blocks, names)] : []));

        const shown = klBands(now.dynamics.kl, words.dimension);
        const nats = shown.names.map((name, i) => `${name} ${fixed(shown.columns[i]!.at(-1) ?? 0, 2)}`);
        bands.update(shown, nats, words.about(words.bands, nats.join(", ")));

        const run = runOf(now);
        const end = run.way.at(-1)?.map((value) => fixed(value, 2));
        plane.update(
          {
            earlier: earlier.map(({ way }) => way),
            now: run.way,
            beta: weighsByBeta(now.options) ? run.beta : null,
          },
          words.plane.about(end, earlier.length),
        );
        beta.update(now.options, last?.beta);
        runs.replaceChildren(runTable(run, earlier));
      },
      files: () =>
        [
          { name: words.gradients, part: "gradients", make: gradients.svg },
          { name: words.ratios, part: "ratios", make: ratios.svg },
          { name: words.bands, part: "kl", make: bands.svg },
          { name: words.plane.title, part: "plane", make: plane.svg },
        ].map(({ name, ...file }) => ({ label: save.chart(name), ending: "svg", ...file })),
      destroy() {
        for (const part of [gradients, ratios, bands, plane, beta]) part.destroy();
      },
    };
  },
};

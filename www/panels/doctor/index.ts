import { h, setText } from "../../dom";
import type { Dataset } from "../../data/dataset";
import { examine, type Examination } from "../../inside/doctor";
import { edgeEnergy } from "../../inside/doctor/edges";
import type { Evidence } from "../../inside/doctor/evidence";
import type { Finding } from "../../inside/doctor/finding";
import type { Likelihood } from "../../engine/protocol";
import { text } from "../../text/later";
import { number } from "../../text/format";
import type { Panel } from "../panel";
import { pixelsOf } from "../rows";
import { greyShare, meanPixelOf } from "./data";
import { evidenceOf } from "./evidence";
import { mountFinding, titleOf } from "./finding-view";
import { createTrial } from "./trial";
import { createUnits } from "./units";

const words = text.doctor;

/** While training, edges are looked at no more often than this, and the findings said. */
const [lookMs, sayMs] = [3000, 500];
/** Images whose edges are looked at. */
const edgeImages = 200;

type Edges = NonNullable<Evidence["edges"]>;

/** Edges of some images and of what is left of them. */
interface EdgeAnswer extends Edges {
  at: number;
}

/** Test images where there are any, spread over them. */
function rowsOf({ images: { shape, testRows } }: Dataset): Uint32Array {
  const rows = testRows?.length ? testRows : Uint32Array.from({ length: shape[0] }, (_, row) => row);
  const stride = Math.ceil(rows.length / edgeImages);
  return rows.filter((_, i) => i % stride === 0);
}

/** Watches the measures of a run, says what is wrong with it and why, and tries what may help where a person asks. */
export const doctor: Panel<EdgeAnswer> = {
  name: "doctor",
  kind: "doctor",
  title: () => words.title,
  caption: () => words.caption,
  embeds: true,
  records: true,
  question(state, dataset) {
    const { phase, step, answers } = state;
    const before = answers["doctor"] as EdgeAnswer | undefined;
    if (phase === "training" && before && performance.now() - before.at < lookMs) return null;
    return {
      key: [],
      async ask(vae) {
        const rows = rowsOf(dataset);
        const [, height, width, channels] = dataset.images.shape;
        const reconstructed = await vae.reconstruct(rows);
        const energy = (pixels: Float32Array) => edgeEnergy(pixels, { height, width, channels });
        const image = energy(pixelsOf(dataset.images, rows).values);
        return {
          step,
          images: rows.length,
          image,
          reconstruction: energy(reconstructed),
          at: performance.now(),
        };
      },
    };
  },
  shows: ["history", "dynamics", "latents", "options", "diverged", "phase", "busy", "step", "devices"],
  mount(host, { dataset, store, session }) {
    const { state } = store;
    const released = new AbortController();
    const { signal } = released;
    const said = h("p", { role: "status" });
    const tried = h("p", {});
    const undo = h("button", { type: "button" });
    const trialLine = h("div", { class: "remedies", hidden: true }, tried, undo);
    const problems = h("div", { class: "findings" });
    const others = h("p", { class: "help" });
    const notesTitle = h("h3", {}, words.notes);
    const notes = h("div", { class: "findings" });
    host.append(said, trialLine, problems, others, notesTitle, notes);

    const trial = createTrial(store, session, showTrial);
    const units = createUnits(session, () => say(true));
    const mounted = new Map<string, ReturnType<typeof mountFinding>>();
    let edges: Edges | null = null;
    let grey: number | null = null;
    /** The line of the mean image, and the likelihood that it is of. */
    let line: { likelihood: Likelihood; nats: number | null } | null = null;
    let saidAt = -Infinity;

    undo.addEventListener("click", () => void trial.undo(), { signal });
    store.listen((changed) => {
      // Another model begins.
      if (changed.has("history") && state.history.kl[0].length === 0) units.clear();
    });

    function showTrial(): void {
      const { current } = trial;
      trialLine.hidden = !current;
      if (!current) return;
      setText(tried, words.tried(words.remedy(current.remedy)));
      setText(undo, words.undo(current));
    }

    /** By the likelihood in force; Bernoulli's is known with the data. */
    function lookForLine(): void {
      const { likelihood } = state.options.model;
      if (likelihood.kind === "bernoulli" || line?.likelihood === likelihood) return;
      const own = (line = { likelihood, nats: null as number | null });
      void meanPixelOf(dataset.images, likelihood, signal).then((nats) => {
        own.nats = nats;
        if (!signal.aborted) say(true);
      });
    }

    function show(host: HTMLElement, findings: readonly Finding[]): void {
      for (const finding of findings) {
        const { name } = finding;
        if (!mounted.has(name))
          mounted.set(
            name,
            mountFinding(host, finding, (remedy) => void trial.begin(remedy)),
          );
        mounted.get(name)!.update(finding);
      }
    }

    function tell({ problems: found, notes: known }: Examination): void {
      const [first, ...rest] = found;
      const shown = first ? [first] : [];
      const names = new Set([...shown, ...known].map(({ name }) => name as string));
      for (const [name, view] of mounted) {
        if (names.has(name)) continue;
        view.destroy();
        mounted.delete(name);
      }
      setText(said, first ? words.found(titleOf(first)) : words.nothing(number(state.step)));
      show(problems, shown);
      setText(others, rest.length > 0 ? words.others(rest.map(titleOf)) : "");
      notesTitle.hidden = known.length === 0;
      show(notes, known);
    }

    /** What is found, at most every so often while training. */
    function say(atOnce: boolean): void {
      const now = performance.now();
      if (!atOnce && now - saidAt < sayMs) return;
      saidAt = now;
      const stepsPerEpoch = session.vae?.stepsPerEpoch ?? 0;
      const meanPixel = line?.nats ?? null;
      tell(
        examine(
          evidenceOf(state, state.dataset!, { stepsPerEpoch, meanPixel, grey, edges, dead: units.dead }),
        ),
      );
    }

    return {
      update(answer, { phase }) {
        edges = answer;
        grey ??= greyShare(dataset.images);
        lookForLine();
        units.look(state);
        say(phase !== "training");
      },
      destroy() {
        released.abort();
        units.clear();
      },
    };
  },
};

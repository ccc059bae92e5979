import type { Dataset } from "../../data/dataset";
import { h, setText } from "../../dom";
import type { PointSet } from "../../instrument/protocol";
import type { State } from "../../run/store";
import type { PointLayer } from "../../plane/layer";
import { text } from "../../text/later";
import { fixed } from "../../text/format";
import { mountLabelCurve, type CurvePoint } from "../../views/label-curve";
import { classCount, classNameOf, complete, labelsOf, rowsOf } from "../classification/points";
import { gather } from "../rows";
import { wilson } from "../classification/score";
import { createLatest } from "../latest";
import { drawOnMap } from "../map-layers";
import { needsNumbers, type Panel } from "../panel";
import { Names } from "./names";
import { mountNaming } from "./naming";
import { centralPoints } from "./proposals";
import { scoreOfRest, spreadOver } from "./spreading";
import { tryRandom } from "./trial";

const words = text.classify.fewLabels;

/** Images that are proposed to be named: two a class, but so many at least and at most. */
const [fewest, most] = [12, 24];

const percent = (share: number) => fixed(100 * share, 1);

/** A few images are named by a person, and their names spread to the images whose codes are near. */
export const fewLabels: Panel<never> = {
  name: "few-labels",
  kind: "few-labels",
  title: () => words.title,
  caption: ({ dataset }) => (dataset?.images.labels ? words.caption : `${words.caption} ${words.unlabelled}`),
  needs: (state) =>
    needsNumbers(state) ?? ((state.dataset?.images.shape[0] ?? 0) < 3 ? words.fewImages : null),
  embeds: true,
  shows: ["latents", "phase", "busy", "step", "embedding", "dataset"],
  mount(host, { dataset: images, stack, store, instrument }) {
    const released = new AbortController();
    const { signal } = released;
    /** With the labels that names are measured by. */
    let dataset = store.state.dataset!;
    const labelled = dataset.images.labels !== undefined;
    const drawn = rowsOf(images);
    const all = Uint32Array.of(...drawn.train, ...drawn.test).sort();
    const names = new Names();

    const propose = h("button", { type: "button" }, words.propose);
    const forget = h("button", { type: "button" }, words.forget);
    const random = h("button", { type: "button", hidden: !labelled }, words.random);
    const stop = h("button", { type: "button" }, words.stop);
    const colour = h("input", { type: "checkbox" });
    const bar = h("progress", { "aria-label": words.trying, max: 1 });
    const said = h("p", { role: "status" });
    const problem = h("p", { class: "warning", role: "alert" });
    const naming = mountNaming(host, {
      names,
      stack,
      onChange: () => spread(),
    });
    host.append(
      h("div", { class: "buttons" }, propose, forget, random, stop),
      h("label", { class: "check" }, colour, " ", words.colour),
      bar,
      problem,
      said,
    );
    const chart = h("div", { class: "chart-host", hidden: !labelled });
    host.append(chart);
    const curve = mountLabelCurve(chart);

    /** What spreading gave: the place of each row's name among all, and the step of the latents. */
    let found: { rows: Uint32Array; given: Int32Array; said: Int32Array; step: number } | null = null;
    let own: CurvePoint[] = [];
    let chance: CurvePoint[] = [];
    let chanceStep = 0;
    let work: AbortController | null = null;
    let proposed = false;

    /** The rows that labels are spread over, those named among them, and where they are; null while not all are known. */
    function now(): { rows: Uint32Array; points: PointSet; step: number } | null {
      const { latents } = store.state;
      if (!complete(latents, images)) return null;
      const among = new Set(all);
      const rows = Uint32Array.of(...all, ...names.rows.filter((row) => !among.has(row)));
      return { rows, points: gather(latents.mean, latents.latent, rows), step: latents.step };
    }

    function fail(error: Error): void {
      if (!signal.aborted) setText(problem, error.message);
    }

    const spreading = createLatest<object>(async (_, signal) => {
      const at = now();
      if (!at || names.given < 2) {
        found = null;
        showOnMap();
        return draw();
      }
      const { rows, points, step } = at;
      const given = names.among(rows);
      const labels = await spreadOver(instrument, points, given, names.all.length, { signal });
      found = { rows, given, said: labels, step };
      if (labelled) {
        const { right, of } = scoreOfRest(labelsOf(dataset, rows), given, labels);
        // Of labels given one after the other; a change of one counts anew.
        own = own.filter(([count]) => count < names.count);
        if (of > 0) own.push([names.count, (100 * right) / of]);
      }
      showOnMap();
      draw();
    }, fail);

    function spread(): void {
      setText(problem, "");
      spreading.ask({});
    }

    function describe({ step, embedding }: Readonly<State>): string {
      if (!complete(store.state.latents, images)) {
        return embedding
          ? text.classify.classifiers.embedding(embedding.done, embedding.images)
          : words.waits;
      }
      const parts = step === 0 ? [text.classify.classifiers.untrained] : [];
      if (!found) return [...parts, names.count > 0 ? words.oneName : words.none].join(" ");
      const { rows, given, said, step: at } = found;
      const unreached = said.filter((label) => label < 0).length;
      parts.push(words.spread(names.count, rows.length));
      if (at !== step) parts.push(words.atStep(at));
      if (labelled) {
        const score = scoreOfRest(labelsOf(dataset, rows), given, said);
        const [low, high] = wilson(score);
        if (score.of > 0)
          parts.push(words.right(percent(score.right / score.of), score.of, percent(low), percent(high)));
      } else {
        const counts = names.all.map((name, i) =>
          words.count(name, said.filter((label) => label === i).length),
        );
        parts.push(words.counts(counts));
      }
      if (unreached > 0) parts.push(words.unreached(unreached));
      return parts.join(" ");
    }

    function draw(): void {
      if (signal.aborted) return;
      const { state } = store;
      setText(said, describe(state));
      const ready = complete(state.latents, images) && !work;
      propose.disabled = random.disabled = !ready;
      forget.disabled = names.count === 0;
      bar.hidden = stop.hidden = !work;
      curve.update(own, chance);
      naming.draw();
    }

    /** Named images as diamonds in the colours of their names, and where that is wanted all others by what has spread. */
    function showOnMap(shown = true): void {
      const { latents } = store.state;
      const layers: PointLayer[] = [];
      if (shown && complete(latents, images)) {
        for (const row of names.rows) {
          const points = latents.mean.slice(row * latents.latent, (row + 1) * latents.latent);
          layers.push({ kind: "points", points, color: names.of(row)! });
        }
      }
      drawOnMap(store, "few-labels", layers);
      const spread = shown && colour.checked ? found : null;
      if (!spread) return store.set({ mapNames: null });
      // What no name has reached stands after all names.
      const labels = new Uint32Array(images.images.shape[0]).fill(names.all.length);
      spread.rows.forEach((row, i) => {
        if (spread.said[i]! >= 0) labels[row] = spread.said[i]!;
      });
      store.set({ mapNames: { labels, names: [...names.all, words.noName] } });
    }

    async function long(begin: (mine: AbortController) => Promise<void>): Promise<void> {
      work?.abort();
      const mine = (work = new AbortController());
      setText(problem, "");
      bar.removeAttribute("value");
      draw();
      try {
        await begin(mine);
      } catch (error) {
        if (!mine.signal.aborted) fail(error as Error);
      } finally {
        if (work === mine) work = null;
        draw();
      }
    }

    const onProgress = (done: number) => (bar.value = done);

    function proposeImages(): void {
      const at = now();
      if (!at) return;
      proposed = true;
      const count = Math.min(most, Math.max(fewest, 2 * names.all.length));
      void long(async ({ signal }) => {
        const central = await centralPoints(instrument, at.points, count, { signal, onProgress });
        naming.propose(central.map((i) => at.rows[i]!));
      });
    }

    function tryByChance(): void {
      const at = now();
      if (!at) return;
      chance = [];
      chanceStep = at.step;
      const truth = labelsOf(dataset, at.rows);
      const onPoint = (point: CurvePoint) => {
        chance.push(point);
        draw();
      };
      void long(({ signal }) =>
        tryRandom(instrument, at.points, truth, classCount(dataset), onPoint, { signal, onProgress }),
      );
    }

    propose.addEventListener("click", proposeImages, { signal });
    random.addEventListener("click", tryByChance, { signal });
    stop.addEventListener("click", () => work?.abort(), { signal });
    forget.addEventListener(
      "click",
      () => {
        names.clear();
        own = [];
        spread();
      },
      { signal },
    );
    /** Names are those of its classes from now on. */
    function begin(next: Dataset): void {
      dataset = next;
      names.begin(Array.from({ length: classCount(next) }, (_, label) => classNameOf(next, label)));
    }
    begin(dataset);
    /** The same with another column of labels: what was made of those before says nothing of them. */
    function beginAnew(next: Dataset): void {
      begin(next);
      spreading.end();
      work?.abort();
      found = null;
      [own, chance] = [[], []];
      showOnMap();
    }
    colour.addEventListener("change", () => showOnMap(), { signal });

    store.listen((changed) => {
      if (!changed.has("latents") || store.state.latents) return;
      // Another model: names stay, what came of them does not.
      spreading.end();
      work?.abort();
      found = null;
      [own, chance, proposed] = [[], [], false];
      showOnMap(false);
    });
    let picks = [store.state.a, store.state.b];
    naming.look(picks[0]!);
    store.watch(["a", "b"], ({ a, b }) => {
      const changed = [a, b].find((row, i) => row !== picks[i]);
      picks = [a, b];
      if (changed !== undefined) naming.look(changed);
    });

    return {
      update(_, { latents, phase, busy, step, dataset: now }) {
        if (now!.images.labels !== dataset.images.labels) beginAnew(now!);
        draw();
        if (phase !== "idle" || busy || !complete(latents, images) || latents.step !== step) return;
        if (!proposed && step > 0) proposeImages();
        if (names.given > 1 && found?.step !== step) {
          own = [];
          spread();
        }
        if (chance.length > 0 && chanceStep !== step && !work) chance = [];
      },
      destroy() {
        released.abort();
        spreading.end();
        work?.abort();
        showOnMap(false);
        naming.destroy();
        curve.destroy();
      },
    };
  },
};

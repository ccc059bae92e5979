import { h, setText, uniqueId, whenChosen } from "../../dom";
import { sameImages } from "../../data/dataset";
import { measureRun, mostRuns, type KeptRun } from "../../run/compare/kept-run";
import { withSetting } from "../../run/compare/settings";
import { trainRun } from "../../run/compare/train-run";
import type { State } from "../../run/store";
import { text } from "../../text/later";
import { fixed, given } from "../../text/format";
import { isolated } from "../../text/isolate";
import { mountLines } from "../../views/lines";
import { mountRateDistortion } from "../../views/rate-distortion";
import { needsNumbers, type Panel } from "../panel";
import { createWork, type Under } from "../work";
import { curvesOf } from "./curves";
import { mountRunMaps } from "./maps";
import { openSweep } from "./open-sweep";
import { createSweepForm, labelOf, type Sweep } from "./sweep-form";
import { onWhich, runsCsv, runTable } from "./table";

const words = text.runs;

/** Those of the images in use. */
const runsOf = ({ runs, dataset }: Readonly<State>) =>
  runs.filter(({ moment }) => dataset !== null && sameImages(moment.dataset, dataset));

/** Runs with other settings on the same images, side by side, and one over the values of a setting. */
export const runs: Panel<never> = {
  name: "runs",
  kind: "runs",
  title: () => words.title,
  caption: () => words.caption,
  needs: needsNumbers,
  shows: ["runs", "runsOpened", "dataset", "mapNames", "step", "phase", "busy"],
  mount(host, { store, session }) {
    const { state } = store;
    const released = new AbortController();
    const { signal } = released;
    let done = "";

    const name = h("input", { type: "text", maxlength: 60 });
    const keep = h("button", { type: "submit" }, words.keep);
    const keeping = h(
      "form",
      { class: "runs-form" },
      h("label", {}, words.name, " ", name),
      keep,
      h("p", { class: "help" }, words.keepHelp),
    );
    const said = h("p", { class: "help", role: "status" });
    const choose = h("button", { type: "button" }, words.file.open);
    const input = h("input", {
      type: "file",
      accept: ".safetensors",
      hidden: true,
      "aria-label": words.file.input,
    });
    const opening = h(
      "div",
      { class: "runs-form" },
      choose,
      input,
      h("p", { class: "help" }, words.file.openHelp),
    );
    let opened = "";
    let sweep: Sweep | null = null;
    const work = createWork(
      words.sweep,
      (under) => trainAll(sweep!, under),
      () => show(),
    );
    const form = createSweepForm(signal, [work.buttons, work.bar, work.said], Math.min(state.target, 20));
    const results = h("div", { class: "runs-results", hidden: true });
    host.append(keeping, opening, said, form.element, results);
    const group = uniqueId("epochs");
    const place = (kind = "chart-host") => {
      const element = h("div", { class: kind });
      results.append(element);
      return element;
    };
    const table = place("table-scroll");
    const chartPlace = { reconstruction: place(), kl: place(), plane: place() };
    /** Named by what they are of, which runs on other images may change. */
    const chart = (of: "reconstruction" | "kl") =>
      mountLines(chartPlace[of], { title: words[of](onWhich(runsOf(state))), group });
    const charts = { reconstruction: chart("reconstruction"), kl: chart("kl") };
    const plane = mountRateDistortion(
      chartPlace.plane,
      words.plane.title,
      words.plane,
      (index) => void open(runsOf(state)[index]!),
    );
    const maps = mountRunMaps(place("runs-maps"));

    function add(run: KeptRun): void {
      store.set({ runs: [...state.runs, run] });
    }

    function checkRoom(): void {
      if (state.runs.length >= mostRuns) throw new Error(words.full(mostRuns));
    }

    async function keepPresent(): Promise<void> {
      checkRoom();
      await session.pause();
      setText(said, words.keeping);
      const moment = await session.moments.take("asked");
      if (!moment) throw new Error(words.nothing);
      const { dataset, mapRows, imagesPerSecond, step } = state;
      const about = { dataset: dataset!, mapRows };
      const measured = await session.ask((vae) => measureRun(vae, about, { step, imagesPerSecond }));
      if (measured && state.step !== step) throw new Error(words.wentOn);
      // Another model is there by now.
      if (!measured || signal.aborted) return setText(said, "");
      const called = name.value.trim() || words.run(runsOf(state).length + 1);
      add({ id: crypto.randomUUID(), name: called, moment, ...measured });
      name.value = "";
      setText(said, words.kept(called));
    }

    async function trainAll({ setting, values, epochs }: Sweep, under: Under): Promise<void> {
      done = "";
      await session.pause();
      // Both end it: a person, and other images.
      const ended = AbortSignal.any([under.signal, signal]);
      const base = state.options;
      for (const [i, value] of values.entries()) {
        checkRoom();
        const name = words.sweep.named(labelOf(setting), given(value));
        under.onTell(words.sweep.progress(name, i + 1, values.length));
        const onProgress = (epoch: number) => under.onProgress((i + epoch / epochs) / values.length);
        const plan = { name, options: withSetting(base, setting, value), epochs, signal: ended, onProgress };
        const run = await trainRun(state, plan).catch((error: Error) => {
          ended.throwIfAborted();
          const why = error.name === "DivergedError" ? words.sweep.diverged : error.message;
          throw new Error(words.sweep.failed(name, why));
        });
        add(run);
      }
      done = words.sweep.done(values.length);
    }

    async function open(run: KeptRun): Promise<void> {
      if ((await session.goOnFrom(run.moment)) === null) setText(said, words.table.opened(run.name));
    }

    keeping.addEventListener(
      "submit",
      (event) => {
        event.preventDefault();
        keepPresent().catch((error: Error) => setText(said, error.message));
      },
      { signal },
    );
    choose.addEventListener("click", () => input.click(), { signal });
    whenChosen(input, signal, ([file]) => {
      opened = "";
      setText(said, words.file.opening(file!.name));
      openSweep(store, session, file!).catch((error: Error) => setText(said, error.message));
    });
    form.element.addEventListener(
      "submit",
      (event) => {
        event.preventDefault();
        sweep = form.read();
        if (sweep) work.begin();
      },
      { signal },
    );

    let shown: readonly unknown[] = [];
    function show(): void {
      const { dataset, mapNames, phase, busy, step } = state;
      const idle = phase !== "opening" && phase !== "dead" && !busy;
      keep.disabled = !idle || step === 0 || work.busy;
      choose.disabled = !idle || work.busy;
      work.show(done, idle);
      if (state.runsOpened !== opened) {
        opened = state.runsOpened;
        setText(said, opened);
      }
      const now = [state.runs, dataset, mapNames];
      if (now.every((value, i) => value === shown[i])) return;
      shown = now;
      const runs = runsOf(state);
      results.hidden = runs.length === 0;
      const buttons = {
        onOpen: (run: KeptRun) => void open(run),
        onRemove(run: KeptRun) {
          store.set({ runs: state.runs.filter(({ id }) => id !== run.id) });
          keep.focus();
        },
      };
      table.replaceChildren(...(runs.length > 0 ? [runTable(runs, buttons)] : []));
      for (const of of ["reconstruction", "kl"] as const) {
        const ends = runs.map(({ name, results }) => `${isolated(name)} ${fixed(results.losses[of], 2)}`);
        charts[of].update(curvesOf(runs, of), ends, words.about(words[of](onWhich(runs)), ends.join(", ")));
      }
      const points = runs.map(({ results: { losses } }) => [losses.kl, losses.reconstruction] as const);
      const labels = runs.map(({ name }) => isolated(name));
      const told = points.map((point, i) => {
        const [kl, reconstruction] = point.map((value) => fixed(value, 2)) as [string, string];
        return words.plane.point(labels[i]!, kl, reconstruction);
      });
      const ways = points.map((point) => [point]);
      const choices = told.map((point) => words.plane.opens(point));
      plane.update(
        { earlier: ways, now: [], beta: null, labels, choices },
        words.plane.about(told.join("; ")),
      );
      maps.update(runs, { dataset, mapNames });
    }

    return {
      update: () => show(),
      files: () =>
        runsOf(state).length > 0
          ? [{ label: words.csv, ending: "csv", make: () => runsCsv(runsOf(state)) }]
          : [],
      destroy() {
        work.end();
        released.abort();
        for (const part of [charts.reconstruction, charts.kl, plane, maps]) part.destroy();
      },
    };
  },
};

import type { Dataset, Unlabelled } from "../../data/dataset";
import { h, setText } from "../../dom";
import { range } from "../../instrument/limits";
import type { State } from "../../run/store";
import { createFieldEditors } from "../../settings/kit/field-editors";
import { text } from "../../text/later";
import type { Panel } from "../panel";
import { mountAccuracyTable, type Choice } from "./accuracy-table";
import { mountConfusions } from "./confusions";
import { complete, needsClasses, rowsOf, type Space } from "./points";
import { cheap, dimensionsOf, methodsOf, problemOf, spaces, testAll, type Entry } from "./suite";

const words = text.classify.classifiers;
const [, mostNeighbours] = range("neighbours");

/** One image to learn from has no neighbour among them. */
const tooFew = ({ images }: Unlabelled) => images.shape[0] - (images.testRows?.length ?? 0) < 2;

/** Tests classifiers on the latents beside the same ones on the raw pixels, and shows what they confuse. */
export const classifiers: Panel<never> = {
  name: "classifiers",
  kind: "classifiers",
  title: () => words.title,
  caption: ({ dataset }) => (dataset?.images.testRows ? words.caption : words.untested),
  needs: (state) => needsClasses(state) ?? (state.dataset && tooFew(state.dataset) ? words.fewImages : null),
  embeds: true,
  shows: ["latents", "phase", "busy", "step", "embedding", "dataset"],
  mount(host, { dataset: images, stack, store, instrument }) {
    const released = new AbortController();
    const { signal } = released;
    const rows = rowsOf(images);
    /** With the labels that are learned. */
    let dataset: Dataset | null = null;
    const editors = createFieldEditors(signal);
    // Each training image is judged by others.
    const most = Math.min(mostNeighbours, rows.train.length - 1);
    const k = editors.number({
      label: words.k,
      help: words.kHelp,
      initial: Math.min(5, most),
      range: most < mostNeighbours ? [1, most, words.trainingImages(rows.train.length)] : [1, most],
      whole: true,
    });
    const start = h("button", { type: "submit" }, words.start);
    const stop = h("button", { type: "button" }, words.stop);
    const form = h("form", { class: "measure", "aria-label": words.title }, k.element, start, stop);
    const bar = h("progress", { "aria-label": words.working, max: 1 });
    const said = h("p", { class: "help", role: "status" });
    host.append(form, bar, said);

    let entries: Record<Space, (Entry | undefined)[]> = { latents: [], pixels: [] };
    let choice: Choice = { method: 0, space: "latents" };
    let work: AbortController | null = null;
    let failure = "";
    /** What was last begun without being asked for. */
    let begun = "";
    const table = mountAccuracyTable(host, (chosen) => {
      choice = chosen;
      draw();
    });
    const confusions = mountConfusions(host, {
      stack,
      store,
      rows: rows.test.length > 0 ? rows.test : rows.train,
    });
    const neighbours = () => {
      const wanted = k.read();
      return "wrong" in wanted ? null : wanted.value;
    };

    function describe({ latents, embedding, step }: Readonly<State>): string {
      if (failure) return failure;
      if (work) return words.working;
      return [
        words.learnedFrom(rows.train.length, rows.test.length, images.images.shape[0]),
        ...(step === 0 ? [words.untrained] : []),
        ...(embedding && !complete(latents, images)
          ? [words.embedding(embedding.done, embedding.images)]
          : []),
      ].join(" ");
    }

    function draw(): void {
      const { state } = store;
      const methods = methodsOf(neighbours() ?? 5).map(
        (method, i) => (entries.latents[i] ?? entries.pixels[i])?.method ?? method,
      );
      table.update(methods.map(words.methods), entries, choice, state.step);
      const entry = entries[choice.space][choice.method];
      const name = words.methods(methods[choice.method]!);
      confusions.update(entry, words.grid(name, words.spaces[choice.space], rows.test.length > 0));
      bar.hidden = stop.hidden = work === null;
      start.disabled = work !== null;
      setText(said, describe(state));
    }

    async function testIn(
      space: Space,
      count: number,
      options: { signal: AbortSignal; base: number; part: number },
    ) {
      const latents = space === "latents" ? store.state.latents : null;
      if (space === "latents" && !complete(latents, images)) throw new Error(words.notEmbedded);
      const known = (index: number, tested: Omit<Entry, "step">) => {
        entries[space][index] = { ...tested, step: latents?.step ?? null };
        draw();
      };
      await testAll(instrument, problemOf(dataset!, rows, latents), methodsOf(count), known, {
        signal: options.signal,
        onProgress: (done) => (bar.value = options.base + done * options.part),
      });
    }

    /** Tests in these spaces, one after the other, in place of what is under way. */
    async function test(where: readonly Space[]): Promise<void> {
      const count = neighbours();
      if (count === null) return;
      work?.abort();
      const mine = (work = new AbortController());
      failure = "";
      const part = 1 / where.length;
      for (const [i, space] of where.entries()) {
        bar.value = i * part;
        draw();
        try {
          await testIn(space, count, { signal: mine.signal, base: i * part, part });
        } catch (error) {
          if (mine.signal.aborted) break;
          failure = (error as Error).message;
        }
      }
      if (work === mine) work = null;
      if (!signal.aborted) draw();
    }

    /** What is not known of the model as it is, and is cheap to know. */
    function lacking(state: Readonly<State>): Space[] {
      const { phase, busy, latents, step, options } = state;
      const count = neighbours();
      if (classifiers.needs!(state) !== null) return [];
      if (phase !== "idle" || busy || count === null) return [];
      return spaces.filter((space) => {
        const [first] = entries[space];
        if (!cheap(rows, dimensionsOf(images, space, options.model.latent))) return false;
        if (space === "latents" && !(complete(latents, images) && latents.step === step)) return false;
        if (first?.method.kind !== "neighbours" || first.method.k !== count) return true;
        return space === "latents" && first.step !== step;
      });
    }

    /** What was said of other labels is of no use. */
    function learn(next: Dataset): void {
      dataset = next;
      work?.abort();
      entries = { latents: [], pixels: [] };
      begun = "";
      confusions.begin(next);
    }

    function goOn(): void {
      draw();
      const { state } = store;
      const where = lacking(state);
      // What was stopped, or has failed, is not begun again until something has changed.
      const now = [where, state.step, neighbours()].join();
      if (where.length === 0 || work || begun === now) return;
      begun = now;
      void test(where);
    }

    form.addEventListener("change", goOn, { signal });
    form.addEventListener(
      "submit",
      (event) => {
        event.preventDefault();
        if (neighbours() === null) k.input.focus();
        else void test(spaces);
      },
      { signal },
    );
    stop.addEventListener("click", () => work?.abort(), { signal });
    store.listen((changed) => {
      if (!changed.has("latents") || store.state.latents) return;
      // Another model: what was said of the one before is no longer of use.
      work?.abort();
      entries = { ...entries, latents: [] };
      begun = "";
    });

    return {
      update(_, state) {
        if (state.dataset!.images.labels !== dataset?.images.labels) learn(state.dataset!);
        goOn();
      },
      destroy() {
        released.abort();
        work?.abort();
        table.destroy();
        confusions.destroy();
      },
    };
  },
};

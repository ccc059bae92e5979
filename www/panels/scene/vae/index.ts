import { slug } from "../../../data/recognise";
import { h, setText, whenChosen } from "../../../dom";
import { initial } from "../../../engine/limits";
import { download } from "../../../export/download";
import { readCheckpoint } from "../../../run/checkpoint-file";
import { report } from "../../../run/problem";
import { watchPlace } from "../../../run/sight";
import type { State } from "../../../run/store";
import type { Scene } from "../../../scene/scene";
import { text } from "../../../text/later";
import { createLatest } from "../../latest";
import type { Panel } from "../../panel";
import { createWork, type Under } from "../../work";
import { compose, side, sidesOf } from "./composing";
import { createLearnForm } from "./form";
import { Keeping } from "./keeping";
import { Learner } from "./learner";
import { mountLosses } from "./losses";
import { mountResults, type Shown } from "./results";

const words = text.scene.vae;

/** While it trains, what it finds is looked at so often, in milliseconds. */
const lookMs = 1000;

/** A VAE of whole scenes, which learns to find objects without being told of any. */
export const sceneVae: Panel<never> = {
  name: "scene-vae",
  kind: "scene-vae-card",
  title: () => words.title,
  caption: () => words.caption,
  // Another device is another worker, which may have been opened while this was out of sight.
  shows: ["scene", "phase", "busy", "device", "sceneVae"],
  mount(host, { dataset, store, session }) {
    const released = new AbortController();
    const { signal } = released;
    const { state } = store;
    const [, , , channels] = dataset.images.shape;
    const size = [side, side, channels].join();
    const fileName = (step: number) => `scene-vae-${slug(dataset.name)}-step-${step}.safetensors`;
    let samples: Scene[] = [];
    let sample = 0;
    let shown: Shown | null = null;
    /** The step that the latest file has, and what is said of it until it trains on. */
    let kept = 0;
    let said = "";
    let lookedAt = 0;
    /** The file that is to be opened; null where scenes are to be learned anew. */
    let file: File | null = null;

    const fail = (error: Error) => !signal.aborted && report(store, error);
    const learner = new Learner(store, {
      onPull() {
        void keeping.look();
        said = "";
        if (performance.now() - lookedAt > lookMs) look();
        show(state);
      },
      onChange: () => !signal.aborted && show(state),
      onFail(error) {
        // That of the model itself is as finite as it was.
        if (error.name === "DivergedError") session.fail(words.diverged);
        else fail(error);
      },
    });
    const keeping = new Keeping(store, learner);

    /** The scene above where it is a picture of this size, else one of its own: those composed above have objects of
     * other sizes than it learns. */
    const sceneNow = ({ scene }: Readonly<State>): Scene | undefined =>
      scene && !scene.truth && scene.shape.join() === size ? scene : samples[sample];
    function look(): void {
      const scene = sceneNow(state);
      if (!scene || !learner.standing) return;
      lookedAt = performance.now();
      looking.ask(scene);
    }
    const looking = createLatest<Scene>(async (scene) => {
      const { standing } = learner;
      if (!standing) return;
      const found = await learner.detect(scene.pixels);
      if (signal.aborted || !learner.standing) return;
      shown = { scene, found, grid: standing.setup.grid };
      show(state);
    }, fail);

    /** Composes scenes, and begins a scene VAE on them. */
    async function prepare(under: Under): Promise<void> {
      const lessons = form.read();
      const { vae } = session;
      if (!lessons || !vae) return;
      const composed = await compose(dataset, lessons, under);
      await learner.begin(vae, composed.scenes, lessons.options);
      if (signal.aborted) return void learner.end();
      form.showOptions(learner.standing!.setup.options);
      keeping.begin(lessons);
      ({ samples } = composed);
      [sample, kept, shown, said] = [0, 0, null, ""];
    }

    /** A file goes on on the scenes that are here; where there are none, some are composed first. */
    async function open(opened: File, under: Under): Promise<void> {
      const anew = !learner.standing;
      try {
        const bytes = await readCheckpoint(opened);
        if (anew) await prepare(under);
        if (!learner.standing) return;
        await learner.open(bytes);
      } catch (error) {
        if (anew) {
          await learner.end();
          samples = [];
        }
        const { message } = error as Error;
        throw new Error((anew ? words.notOpened : words.refused)(opened.name, message), { cause: error });
      }
      form.showOptions(learner.standing.setup.options);
      kept = learner.standing.step;
      said = words.opened(opened.name, kept);
      look();
      await keeping.look(true);
    }

    const work = createWork(
      words.learn,
      async (under) => {
        const opened = file;
        file = null;
        if (opened) return open(opened, under);
        await prepare(under);
        if (!under.signal.aborted) learner.go();
      },
      () => !signal.aborted && show(state),
    );
    /** Asks first where there is something to lose. */
    function begin(opened: File | null): void {
      const start = () => {
        file = opened;
        work.begin();
      };
      const { step } = learner.standing ?? state.sceneVae ?? { step: 0 };
      if (step === kept || step === 0) return start();
      // What it learns after that is not in the file.
      const saveFirst = () => void learner.pause().then(saveNow).then(start).catch(fail);
      session.fail(words.replaces(step), [
        { label: words.saveFirst, run: saveFirst },
        { label: words.replace, run: start },
      ]);
    }

    /** What was kept of a scene VAE whose engine is gone. */
    function goOnFromKept(): void {
      const { file: bytes, step, lessons } = state.sceneVae!;
      form.show(lessons);
      file = new File([bytes], fileName(step));
      work.begin();
    }

    const goOn = h("button", { type: "button", hidden: true });
    const save = h("button", { type: "button" }, words.save);
    const choose = h("button", { type: "button" }, words.open);
    const input = h("input", {
      type: "file",
      accept: ".safetensors",
      hidden: true,
      "aria-label": words.input,
    });
    const another = h("button", { type: "button" }, words.another);
    const buttons = h("div", { class: "buttons" }, work.buttons, goOn, save, choose, input);
    const form = createLearnForm(signal, buttons, { onStart: () => form.read() && begin(null) });
    const figures = h("p", { class: "help" });
    const dreamless = h("p", { class: "help", hidden: true }, words.noDreams);
    host.append(form.element, work.bar, work.said, dreamless, figures);
    const results = mountResults(host, another);
    const losses = mountLosses(host);
    const honest = h("p", { class: "help honest" });
    host.append(honest);

    async function saveNow(): Promise<void> {
      await keeping.keep();
      const { file, step } = state.sceneVae!;
      const name = fileName(step);
      download(name, new Blob([file], { type: "application/octet-stream" }));
      kept = step;
      said = words.saved(name, step);
      show(state);
    }

    goOn.addEventListener(
      "click",
      () => {
        said = "";
        if (!learner.standing) goOnFromKept();
        else if (learner.active) void learner.pause().then(() => keeping.look(true));
        else learner.go();
      },
      { signal },
    );
    save.addEventListener("click", () => void saveNow().catch(fail), { signal });
    choose.addEventListener("click", () => input.click(), { signal });
    whenChosen(input, signal, ([chosen]) => begin(chosen!));
    another.addEventListener(
      "click",
      () => {
        sample = (sample + 1) % samples.length;
        look();
      },
      { signal },
    );

    function describe(): string {
      const { standing } = learner;
      if (said) return said;
      if (!standing) return state.sceneVae ? words.kept(state.sceneVae.step) : words.none;
      if (learner.waits) return words.waits;
      if (!learner.active) return words.paused(standing.step);
      return standing.step < standing.setup.dreams ? words.dreaming : words.awake;
    }

    function show(now: Readonly<State>): void {
      const { standing } = learner;
      const ready = !now.busy && now.phase !== "opening" && now.phase !== "dead";
      work.show(describe(), ready);
      const { sceneVae } = now;
      goOn.hidden = !(standing || sceneVae) || work.busy;
      goOn.disabled = !standing && !ready;
      const goes = learner.active ? words.pause : words.go;
      setText(goOn, !standing && sceneVae ? words.goFrom(sceneVae.step) : goes);
      save.disabled = !standing || work.busy || !ready;
      choose.disabled = work.busy || !ready;
      another.hidden = samples.length === 0 || sceneNow(now) === now.scene;
      dreamless.hidden = !standing || standing.setup.dreams > 0;
      const last = standing?.losses.rows.at(-1);
      figures.hidden = !last;
      if (standing && last) {
        const all = standing.setup.dreams + standing.setup.options.steps;
        setText(figures, words.progress(standing.step, all, last.losses.loss, standing.stepMs ?? 0));
      }
      const { objectSize } = standing?.setup.options ?? { objectSize: initial("scene.objectSize") };
      setText(honest, words.honest(side, sidesOf(objectSize).map(Math.round)));
      losses.update(standing?.losses.rows ?? []);
      results.update(standing && shown);
    }

    // Whoever goes to another workspace does not wait for it.
    const place = watchPlace(host, () => {
      if (place.placed || !learner.active) return;
      void learner.pause().then(() => {
        void keeping.look(true);
        if (learner.standing) said = words.left(learner.standing.step);
        if (!signal.aborted) show(state);
      });
    });

    let seen: Scene | null = null;
    return {
      update(_, next) {
        // Another worker, on another device, has none of it.
        if (learner.home && learner.home !== session.vae) {
          void learner.end();
          [samples, shown, kept, said] = [[], null, 0, next.sceneVae ? "" : words.gone];
        }
        if (next.scene !== seen && !learner.active) look();
        seen = next.scene;
        show(next);
      },
      destroy() {
        released.abort();
        work.end();
        looking.end();
        void learner.end();
        place.destroy();
        results.destroy();
        losses.destroy();
      },
    };
  },
};

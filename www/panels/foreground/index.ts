import { h } from "../../dom";
import type { Background, Foreground } from "../../instrument/protocol";
import { report } from "../../run/problem";
import type { State } from "../../run/store";
import { sameClip, type Scene } from "../../scene/scene";
import { text } from "../../text/later";
import { mountMapList } from "../../views/map-list";
import { createLatest } from "../latest";
import type { Panel } from "../panel";
import { stackOf } from "../scene";
import { createWork } from "../work";
import { Clip, noiseOf } from "./clip";

const words = text.scene.foreground;

/** The least standard deviation of a pixel's noise: half a step of 256, or a little compression. */
const leastNoise = 0.01;
/** Residuals are shown up to so many standard deviations. */
const strongest = 8;

/** What moves before a still camera: whatever is not what it mostly sees. */
export const foreground: Panel<never> = {
  name: "foreground",
  kind: "foreground-card",
  title: () => words.title,
  caption: () => words.caption,
  shows: ["scene", "background"],
  mount(host, { store, instrument }) {
    const released = new AbortController();
    const { signal } = released;
    const { state } = store;
    let learned: { of: Scene; background: Background; frames: number } | null = null;
    let shown: { scene: Scene; found: Foreground } | null = null;

    /** Resolves when a clip has enough frames, which come as it plays. */
    async function collect(ending: AbortSignal, onProgress: (share: number) => void): Promise<Clip> {
      const clip = new Clip();
      const frames = store.part();
      try {
        await new Promise<void>((resolve, reject) => {
          ending.addEventListener("abort", () => reject(ending.reason as Error), { once: true });
          frames.listen((changed) => {
            if (!changed.has("scene") || !state.scene) return;
            clip.add(state.scene);
            onProgress(clip.count / clip.wanted);
            if (clip.complete) resolve();
          });
        });
      } finally {
        frames.destroy();
      }
      return clip;
    }
    const work = createWork(
      words.learn,
      async ({ signal: ending, onProgress }) => {
        const clip = await collect(ending, onProgress);
        const of = clip.first!;
        const { pixels, shape } = clip.pixels();
        const background = await instrument.call(
          "background",
          { pixels, shape, leastNoise },
          { signal: ending },
        );
        const [frames, , , channels] = shape;
        learned = { of, background, frames };
        const { mean, noise } = background;
        store.set({
          background: { name: of.name, shape: of.shape, mean, noise: noiseOf(noise, channels) },
        });
        if (state.scene) latest.ask(state.scene);
      },
      () => !signal.aborted && show(state),
    );
    const latest = createLatest<Scene>(
      async (scene, ending) => {
        if (!learned || !sameClip(learned.of, scene)) return;
        const { background } = learned;
        const found = await instrument.call(
          "foreground",
          { frame: scene.pixels, background },
          { signal: ending },
        );
        shown = { scene, found };
        show(state);
      },
      (error) => !signal.aborted && report(store, error),
    );
    const form = h("form", { "aria-label": words.title }, work.buttons);
    form.addEventListener(
      "submit",
      (event) => {
        event.preventDefault();
        work.begin();
      },
      { signal },
    );
    const maps = h("div", { class: "tile-maps", hidden: true });
    host.append(form, work.bar, work.said, maps);
    const list = mountMapList(maps, { onPoint() {} });

    function describe({ scene }: Readonly<State>): string {
      if (!scene) return text.scene.objects.noScene;
      if (scene.seconds === null) return words.still;
      if (!learned || !sameClip(learned.of, scene)) return words.notLearned;
      return words.found(learned.frames, shown?.found.components.length ?? 0);
    }

    function show(now: Readonly<State>): void {
      const { scene } = now;
      work.show(describe(now), scene !== null && scene.seconds !== null);
      maps.hidden = !shown || !learned || !sameClip(shown.scene, learned.of);
      if (!shown || !learned || maps.hidden) return;
      const { scene: frame, found } = shown;
      const [height, width] = frame.shape;
      const image = stackOf(frame);
      const values = { height, width, signed: false };
      list.update([
        {
          name: words.maps.background,
          note: "",
          pixels: { ...image, pixels: learned.background.mean },
          label: words.maps.background,
        },
        {
          name: words.maps.residual,
          note: words.residualNote(strongest),
          pixels: { ...values, values: found.residual, scale: strongest },
          label: words.maps.residual,
        },
        {
          name: words.maps.foreground,
          note: words.parts(found.components.length),
          pixels: { ...values, values: Float32Array.from(found.mask), scale: 1 },
          label: words.maps.foreground,
        },
      ]);
    }

    return {
      update(_, next) {
        const { scene } = next;
        if (scene && scene !== shown?.scene && learned && sameClip(learned.of, scene)) latest.ask(scene);
        show(next);
      },
      destroy() {
        released.abort();
        work.end();
        latest.end();
        store.set({ background: null });
        list.destroy();
      },
    };
  },
};

import { h } from "../../dom";
import { defaults, range } from "../../engine/limits";
import type { Background, Foreground } from "../../instrument/protocol";
import { report } from "../../run/problem";
import type { State } from "../../run/store";
import { sameClip, type Scene } from "../../scene/scene";
import { createFieldEditors } from "../../settings/kit/field-editors";
import { fixed } from "../../text/format";
import { text } from "../../text/later";
import { mountMapList } from "../../views/map-list";
import { createLatest } from "../latest";
import type { Panel } from "../panel";
import { stackOf } from "../scene";
import { createWork, type Under } from "../work";
import { Clip, noiseOf } from "./clip";
import { byMedians, byVae, compared, type Learned } from "./learning";

const words = text.scene.foreground;

/** Residuals are shown up to so many standard deviations. */
const strongest = 8;

/** What moves before a still camera: whatever is not what it mostly sees. */
export const foreground: Panel<never> = {
  name: "foreground",
  kind: "foreground-card",
  title: () => words.title,
  caption: () => words.caption,
  shows: ["scene", "background", "phase", "busy"],
  mount(host, { store, session, instrument }) {
    const released = new AbortController();
    const { signal } = released;
    const { state } = store;
    let learned: Learned | null = null;
    let shown: { scene: Scene; background: Background; found: Foreground } | null = null;
    const { choice, number } = createFieldEditors(signal);
    const method = choice({ label: words.method, help: words.methodHelp }, words.methods);
    const side = number({
      label: words.side,
      help: words.sideHelp,
      initial: defaults.clip.side,
      range: range("clip.side"),
      whole: true,
    });
    const withVae = () => method.select.value === "vae";

    /** Resolves when a clip has enough frames, which come as it plays. */
    async function collect({ signal: ending, onProgress, onTell }: Under): Promise<Clip> {
      const clip = new Clip();
      const frames = store.part();
      try {
        await new Promise<void>((resolve, reject) => {
          ending.addEventListener("abort", () => reject(ending.reason as Error), { once: true });
          frames.listen((changed) => {
            if (!changed.has("scene") || !state.scene) return;
            clip.add(state.scene);
            onProgress(clip.count / clip.wanted);
            onTell(words.collecting(clip.count, clip.wanted));
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
      async (under) => {
        const wanted = side.read();
        const vae = withVae();
        if (vae && "wrong" in wanted) return;
        const clip = await collect(under);
        const now = vae
          ? await byVae(session, clip, (wanted as { value: number }).value, under)
          : await byMedians(instrument, clip, under);
        if (!now || under.signal.aborted || signal.aborted) return;
        learned = now;
        const { name, shape } = now.of;
        store.set({
          background: {
            name,
            shape,
            async at(scene) {
              const background = (await now.at(scene))?.background;
              return background && { mean: background.mean, noise: noiseOf(background.noise, shape[2]) };
            },
          },
        });
        if (state.scene) latest.ask(state.scene);
      },
      () => !signal.aborted && show(state),
    );
    const latest = createLatest<Scene>(
      async (scene, ending) => {
        if (!learned || !sameClip(learned.of, scene)) return;
        const now = await compared(instrument, learned, scene, ending);
        if (!now) return;
        shown = { scene, ...now };
        show(state);
      },
      (error) => !signal.aborted && report(store, error),
      () => state.phase === "training",
    );
    const form = h(
      "form",
      { class: "source-form", "aria-label": words.title },
      method.element,
      side.element,
      work.buttons,
    );
    form.addEventListener(
      "submit",
      (event) => {
        event.preventDefault();
        const wanted = side.read();
        if (withVae() && "wrong" in wanted) wanted.wrong.control.focus();
        else work.begin();
      },
      { signal },
    );
    const offer = () => void (side.element.hidden = !withVae());
    method.select.addEventListener("change", offer, { signal });
    offer();
    const maps = h("div", { class: "tile-maps", hidden: true });
    host.append(form, work.bar, work.said, maps);
    const list = mountMapList(maps, { onPoint() {} });

    function describe({ scene }: Readonly<State>): string {
      if (!scene) return text.scene.objects.noScene;
      if (scene.seconds === null) return words.still;
      if (!learned || !sameClip(learned.of, scene)) return words.notLearned;
      return words.found(learned.frames, learned.steps, shown?.found.components.length ?? 0);
    }

    function show(now: Readonly<State>): void {
      const { scene, phase, busy } = now;
      const ready = !withVae() || (!busy && phase !== "opening" && phase !== "dead");
      work.show(describe(now), ready && scene !== null && scene.seconds !== null);
      maps.hidden = !shown || !learned || !sameClip(shown.scene, learned.of);
      if (!shown || maps.hidden) return;
      const { scene: frame, background, found } = shown;
      const [height, width, channels] = frame.shape;
      const values = { height, width, signed: false };
      const noise = noiseOf(background.noise, channels);
      const most = noise.reduce((most, value) => Math.max(most, value), 0);
      const { names } = words;
      const mapOf = (name: string, note: string, pixels: Parameters<typeof list.update>[0][0]["pixels"]) => ({
        name,
        note,
        pixels,
        label: name,
      });
      list.update([
        mapOf(names.background, "", { ...stackOf(frame), pixels: background.mean }),
        mapOf(names.noise, words.noiseNote(fixed(most, 2)), { ...values, values: noise, scale: most }),
        mapOf(names.residual, words.residualNote(strongest), {
          ...values,
          values: found.residual,
          scale: strongest,
        }),
        mapOf(names.foreground, words.parts(found.components.length), {
          ...values,
          values: Float32Array.from(found.mask),
          scale: 1,
        }),
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
        void session.ask((vae) => vae.endClip()).catch(() => {});
        list.destroy();
      },
    };
  },
};

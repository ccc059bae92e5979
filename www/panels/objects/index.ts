import { h } from "../../dom";
import type { Detections } from "../../engine/protocol";
import type { DetectChange } from "../../engine/vae";
import { report } from "../../run/problem";
import type { State } from "../../run/store";
import type { Found, FoundObject } from "../../scene/found";
import { match } from "../../scene/matching";
import { createRate } from "../../scene/rate";
import { cropOf, sameClip, type Scene } from "../../scene/scene";
import { text } from "../../text/later";
import { fixed } from "../../text/format";
import { mountObjectTable, type ObjectRow } from "../../views/scene/object-table";
import { createLatest } from "../latest";
import { needsNumbers, type Panel } from "../panel";
import { stackOf } from "../scene";
import { createWork, type Under } from "../work";
import { Naming } from "./naming";
import { createOptionsForm, type Background } from "./options-form";
import { search } from "./search";

const words = text.scene.objects;

/** What the search is told of the background; what was learned of another scene is not used. */
async function groundOf(
  kind: Background,
  scene: Scene,
  { background }: Readonly<State>,
): Promise<DetectChange["background"]> {
  if (kind !== "learned") return { kind };
  const ground = background && sameClip(background, scene) ? await background.at(scene) : undefined;
  if (!ground) throw new Error(words.notLearned);
  return { kind: "given", pixels: ground.mean, noise: ground.noise };
}

/** Finds what the model knows in the scene, and says what each is. */
export const objects: Panel<never> = {
  name: "objects",
  kind: "objects-card",
  title: () => words.title,
  caption: ({ step }) => [words.caption, ...(step === 0 ? [words.untrained] : [])].join(" "),
  needs: needsNumbers,
  embeds: true,
  shows: ["scene", "found", "objectPointed", "latents", "dataset", "phase", "busy", "step"],
  mount(host, { stack, store, session, instrument }) {
    const released = new AbortController();
    const { signal } = released;
    const { state } = store;
    const naming = new Naming(instrument, words.unnamed);
    const rate = createRate();
    const fail = (error: Error) => !signal.aborted && report(store, error);
    const options = createOptionsForm(signal);

    /** Searches a scene, and shows what was found unless the model is another by then. */
    async function find(scene: Scene, ending: AbortSignal, under?: Under): Promise<void> {
      const wanted = options.read();
      if (!wanted) return;
      const background = await groundOf(wanted.background, scene, state);
      const { step } = state;
      const began = performance.now();
      const told = {
        signal: ending,
        onWindows(seen: number, all: number) {
          under?.onProgress(all > 0 ? seen / all : null);
          under?.onTell(words.windows(seen, all));
        },
        // How often it will look closer is not known.
        onProgress({ objects }: Detections) {
          under?.onProgress(null);
          under?.onTell(words.closer(objects.length));
        },
      };
      const found = await session.ask((vae) => search(vae, scene, { ...wanted, background }, told));
      // What a person stopped keeps what there was by then; what follows a video has the next frame to look at.
      if (!found || signal.aborted) return;
      const ms = performance.now() - began;
      const said = await naming.say(
        found.map(({ latent }) => latent),
        signal,
      );
      rate.count(performance.now());
      const objects = found.map((object, at) => ({ ...object, ...said[at]!, identity: null, trail: [] }));
      const { objectPointed: at } = state;
      store.set({
        found: { scene, objects, ms, step },
        objectPointed: at !== null && at < objects.length ? at : null,
      });
    }

    const work = createWork(
      words.search,
      async (under) => {
        if (state.scene) await find(state.scene, under.signal, under);
      },
      () => !signal.aborted && show(state),
    );
    const following = createLatest<Scene>(
      (scene, ending) => find(scene, ending),
      fail,
      () => state.phase === "training",
    );
    const live = h("input", { type: "checkbox" });
    const form = h(
      "form",
      { class: "objects-form", "aria-label": words.title },
      h("div", { class: "buttons" }, work.buttons, h("label", { class: "check" }, live, words.live)),
      h("details", { class: "more" }, h("summary", {}, words.options), options.element),
    );
    const list = h("div", { class: "objects-list" });
    host.append(form, work.bar, work.said, list, h("p", { class: "help honest" }, words.honest));

    /** The object that a person is about to name. */
    let begun: FoundObject | null = null;
    const table = mountObjectTable(list, {
      onPoint: (at) => store.set({ objectPointed: at }),
      onBegin: (at) => void (begun = state.found?.objects[at] ?? null),
      onName(name) {
        if (!begun) return;
        naming.call(begun.latent, name);
        rename();
      },
    });

    /** What is known has changed: what was found may be called otherwise. */
    function rename(): void {
      const { found } = state;
      if (!found || found.objects.length === 0) return;
      naming
        .say(
          found.objects.map(({ latent }) => latent),
          signal,
        )
        .then((said) => {
          if (state.found !== found) return;
          const named = found.objects.map((object, at) => ({ ...object, ...said[at]! }));
          store.set({ found: { ...found, objects: named } });
        })
        .catch(fail);
    }
    const teaching = createLatest<Pick<State, "latents" | "dataset">>(
      async ({ latents, dataset }, ending) => {
        await naming.teach(latents!, dataset!, ending);
        rename();
      },
      fail,
    );

    form.addEventListener(
      "submit",
      (event) => {
        event.preventDefault();
        if (options.read(true)) work.begin();
      },
      { signal },
    );
    live.addEventListener(
      "change",
      () => {
        store.set({ searching: live.checked });
        rate.forget();
        if (!live.checked) following.end();
        asked = null;
        follow();
      },
      { signal },
    );
    /** The frame that was last asked for: each is searched once. */
    let asked: Scene | null = null;
    function follow(): void {
      const { scene, searching, phase, busy } = state;
      if (!searching || !scene || scene === asked || scene === state.found?.scene || busy) return;
      if (phase === "opening" || phase === "dead") return;
      asked = scene;
      following.ask(scene);
    }

    function describe({ scene, found, step }: Readonly<State>): string {
      if (!scene) return words.noScene;
      if (!found) return words.notSearched;
      const truth = found.scene.truth?.map(({ box }) => box);
      const matched = match(
        found.objects.map(({ box }) => box),
        truth ?? [],
      );
      const right = matched.filter((at) => at !== null).length;
      const moved = state.searching ? false : found.scene !== scene;
      const perSecond = state.searching ? rate.perSecond : null;
      return [
        words.found(found.objects.length, found.ms),
        ...(truth ? [words.matched(right, truth.length, matched.length - right)] : []),
        ...(perSecond !== null ? [words.rate(perSecond)] : []),
        ...(moved || found.step < step ? [words.older] : []),
      ].join(" ");
    }

    const rowOf = (
      { scene }: Found,
      { box, image, name, score, identity, color }: FoundObject,
      at: number,
    ): ObjectRow => ({
      number: identity ?? at + 1,
      seen: { ...stackOf(scene), ...cropOf(scene, box) },
      made: { ...stack, pixels: image },
      name,
      score: words.nats(fixed(score, 0)),
      place: words.place(Math.round(box.x), Math.round(box.y), Math.round(box.width), Math.round(box.height)),
      color,
    });

    function show(now: Readonly<State>): void {
      const { scene, found, objectPointed, phase, busy } = now;
      const ready = scene !== null && !busy && phase !== "opening" && phase !== "dead";
      work.show(describe(now), ready);
      table.update(found?.objects.map((object, at) => rowOf(found, object, at)) ?? [], objectPointed);
    }

    let taught: unknown[] = [];
    return {
      update(_, next) {
        const { latents, dataset } = next;
        const labels = dataset?.images.labels;
        if (!latents) naming.forget();
        else if (taught[0] !== latents || taught[1] !== labels) teaching.ask({ latents, dataset });
        taught = [latents, labels];
        follow();
        show(next);
      },
      destroy() {
        released.abort();
        work.end();
        following.end();
        teaching.end();
        store.set({ searching: false, found: null, objectPointed: null });
        table.destroy();
      },
    };
  },
};

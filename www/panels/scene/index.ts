import { h, setText } from "../../dom";
import type { State } from "../../run/store";
import { outlineOf, truthOf } from "../../scene/found";
import { createOpener } from "../../scene/opener";
import { createRate } from "../../scene/rate";
import { sameClip, type Scene } from "../../scene/scene";
import { text } from "../../text/later";
import type { ImageStack } from "../../views/raster";
import { mountScenePicture } from "../../views/scene/scene-picture";
import type { Panel } from "../panel";
import { createOpenings, sideOf } from "./openings";
import { mountPlayer } from "./player";
import { createSourceForm, type Source } from "./source-form";

const words = text.scene.source;

/** A scene as views take images. */
export const stackOf = ({ pixels, shape: [height, width, channels], display }: Scene): ImageStack => ({
  pixels,
  height,
  width,
  channels,
  display,
});

/** Chooses what is looked at, and shows it with what is found in it. */
export const scene: Panel<never> = {
  name: "scene",
  kind: "scene-card",
  title: () => words.title,
  caption: () => words.caption,
  shows: ["scene", "found", "objectPointed", "searching"],
  mount(host, { dataset, store }) {
    const released = new AbortController();
    const { signal } = released;
    const { state } = store;
    const rate = createRate();
    let kind: Source["kind"] | null = null;
    let problem = "";

    // What is known of a scene that was composed of other images is not known of these.
    if (state.scene?.truth) store.set({ scene: null, found: null, objectPointed: null });
    const opener = createOpener({
      onScene(next) {
        rate.count(performance.now());
        store.set({ scene: next });
        player.update(rate.perSecond);
      },
      onChange: show,
      onProblem(why) {
        problem = why;
        show();
      },
    });
    // A street waits until each frame has been searched, where that is asked for.
    const openings = createOpenings(
      dataset,
      state,
      () => !state.searching || state.found?.scene === state.scene,
    );
    const form = createSourceForm(signal, sideOf(dataset), {
      onStart(source, file) {
        rate.forget();
        const opening = openings.of(source, file);
        void opener.open(async (...args) => {
          const opened = await opening(...args);
          kind = source.kind;
          return opened;
        });
      },
      onClose() {
        opener.close();
        store.set({ scene: null, found: null, objectPointed: null });
      },
    });
    const stage = h("div", { class: "scene-picture" });
    const truth = h("input", { type: "checkbox", checked: true });
    const truthLine = h("label", { class: "check" }, truth, words.truth);
    const said = h("p", { class: "help", role: "status" });
    host.append(form.element, said, stage);
    const picture = mountScenePicture(stage, { onPoint: (at) => store.set({ objectPointed: at }) });
    const player = mountPlayer(host, () => opener.moving, signal);
    host.append(truthLine);
    truth.addEventListener("change", () => draw(state), { signal });

    function draw({ scene: shown, found, objectPointed, searching }: Readonly<State>): void {
      truthLine.hidden = !shown?.truth;
      // What was found in a frame stays while the next is searched.
      const holds = shown && found && (found.scene === shown || (searching && sameClip(found.scene, shown)));
      const objects = holds ? found.objects : [];
      const outlines = [
        ...objects.map((object, place) => outlineOf(object, place, text.scene.picture.unknown)),
        ...(shown && truth.checked ? truthOf(shown) : []),
      ];
      const { about, empty } = text.scene.picture;
      const label = shown ? about(shown.name, objects.length) : empty;
      picture.update(shown && stackOf(shown), outlines, objectPointed, label);
    }

    function describe(): string {
      if (opener.opening) return words.opening;
      const { scene: shown } = state;
      if (problem) return problem;
      return shown ? words.shown(shown.name, shown.shape[1], shown.shape[0]) : words.none;
    }

    function show(): void {
      form.show(
        opener.moving || state.scene ? (opener.moving && kind === "camera" ? "camera" : "other") : null,
      );
      setText(said, describe());
      player.update(rate.perSecond);
    }

    // Whoever goes to another workspace is no longer looked at, and what plays waits.
    const sight = new ResizeObserver(() => {
      if (host.checkVisibility()) return;
      if (kind === "camera" && opener.moving) {
        opener.close();
        problem = words.cameraLeft;
        show();
      } else opener.moving?.pause();
    });
    sight.observe(host);

    return {
      update(_, next) {
        draw(next);
        show();
      },
      destroy() {
        released.abort();
        sight.disconnect();
        opener.destroy();
        openings.destroy();
        picture.destroy();
      },
    };
  },
};

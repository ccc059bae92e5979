import { createDataset } from "../../data/dataset";
import { withProposal } from "../../data/proposals";
import { h } from "../../dom";
import type { State } from "../../run/store";
import { cut, tileCount } from "../../scene/tiles";
import { createFieldEditors, type Range } from "../../settings/kit/field-editors";
import { text } from "../../text/later";
import { needsNumbers, type Panel } from "../panel";
import { createWork } from "../work";
import { mountResults } from "./results";
import { mostTiles, takeApart, type Shape, type TakenApart } from "./taking-apart";

const words = text.scene.tiles;

/** How far apart tiles are, of their side. */
const shares = { half: 0.5, quarter: 0.25, side: 1 };
/** Sides of the tiles that a model of their own is trained on. */
const [smallest, largest] = [8, 32];

/** The scene cut into tiles: each goes through the model, and what comes out is put back in place. */
export const tiles: Panel<never> = {
  name: "tiles",
  kind: "tiles-card",
  title: () => words.title,
  caption: () => words.caption,
  needs: needsNumbers,
  embeds: true,
  shows: ["scene", "latents", "dimensions", "phase", "busy", "step"],
  mount(host, { dataset, store, session, instrument }) {
    const released = new AbortController();
    const { signal } = released;
    const { state } = store;
    const [, ...shape] = dataset.images.shape;
    let apart: TakenApart | null = null;
    const { choice, number } = createFieldEditors(signal);
    const stride = choice({ label: words.overlap, help: words.overlapHelp }, words.overlaps);
    const clusters = number({
      label: words.clusters,
      help: words.clustersHelp,
      initial: 4,
      range: [1, 10],
      whole: true,
    });
    const work = createWork(
      words.cutting,
      async ({ signal: ending, onProgress }) => {
        const { scene, step } = state;
        const wanted = clusters.read();
        if (!scene || "wrong" in wanted) return;
        const found = await session.ask((vae) =>
          takeApart(
            vae,
            instrument,
            scene,
            shape as unknown as Shape,
            { stride: shares[stride.select.value as keyof typeof shares], clusters: wanted.value },
            { step, signal: ending, onProgress },
          ),
        );
        if (!found || ending.aborted || signal.aborted) return;
        apart = found;
      },
      () => !signal.aborted && show(state),
    );
    const form = h(
      "form",
      { class: "source-form", "aria-label": words.title },
      stride.element,
      clusters.element,
      work.buttons,
    );
    const results = h("div", { class: "tile-results", hidden: true });
    /** A tile is no larger than the scene. */
    function sidesIn(): Range {
      const shortest = Math.min(...(state.scene?.shape.slice(0, 2) ?? [largest]));
      return shortest < largest
        ? [Math.min(smallest, shortest), shortest, words.ofThisScene]
        : [smallest, largest];
    }
    const side = number({
      label: words.side,
      help: words.sideHelp,
      initial: 16,
      range: sidesIn,
      whole: true,
    });
    const own = h("button", { type: "submit" }, words.own);
    const training = h(
      "form",
      { class: "source-form", "aria-label": words.ownTitle },
      side.element,
      h("div", { class: "buttons" }, own),
    );
    host.append(form, work.bar, work.said, results, training, h("p", { class: "help" }, words.ownHelp));
    const shown = mountResults(results);

    function describe({ scene, step }: Readonly<State>): string {
      if (!scene) return words.noScene;
      if (!apart) return words.notCut;
      const older = apart.step < step || apart.scene !== scene;
      const said = words.cut(apart.places.length / 2, apart.tile[1], apart.tile[0]);
      return older ? `${said} ${words.older}` : said;
    }

    function show(now: Readonly<State>): void {
      const { scene, latents, dimensions, phase, busy } = now;
      const ready = scene !== null && !busy && phase !== "opening" && phase !== "dead";
      work.show(describe(now), ready);
      own.disabled = !ready;
      shown.update(apart, latents && { dimensions, mean: latents.mean, latent: latents.latent });
    }

    form.addEventListener(
      "submit",
      (event) => {
        event.preventDefault();
        const wanted = clusters.read();
        if ("wrong" in wanted) wanted.wrong.control.focus();
        else work.begin();
      },
      { signal },
    );

    /** A data set of this scene's own tiles, as many as fit. */
    function learn(length: number): void {
      const { scene } = state;
      if (!scene) return;
      const tile: Shape = [length, length, scene.shape[2]];
      let stride = 2;
      while (tileCount(scene.shape, tile, stride) > mostTiles) stride++;
      const images = {
        pixels: cut(scene.pixels, scene.shape, tile, stride),
        shape: [tileCount(scene.shape, tile, stride), ...tile] as [number, number, number, number],
      };
      const name = words.ownName(scene.name);
      void session.use(withProposal("own", createDataset({ name, images, classNames: [] })));
    }
    training.addEventListener(
      "submit",
      (event) => {
        event.preventDefault();
        const wanted = side.read();
        if ("wrong" in wanted) wanted.wrong.control.focus();
        else learn(wanted.value);
      },
      { signal },
    );

    return {
      update(_, next) {
        // Of another model.
        if (apart && (apart.latent !== next.options.model.latent || next.step < apart.step)) apart = null;
        show(next);
      },
      destroy() {
        released.abort();
        work.end();
        shown.destroy();
      },
    };
  },
};

import { h } from "../../dom";
import type { Edit, Plan } from "../../engine/protocol";
import type { Vae } from "../../engine/vae";
import type { Reading } from "../../inside/reading";
import { largest, LiveScale } from "../../inside/scales";
import { stageOf, type Stage } from "../../inside/stages";
import type { ScaleOf, State, Unit } from "../../run/store";
import { text } from "../../text/later";
import { mountScaleLegend } from "../../views/scale-legend";
import { mountTiles } from "../../views/tiles";
import { createChoice } from "../choice";
import { mountSheet, nameOfBlock } from "../encoder/sheet";
import { needsNumbers, type Panel } from "../panel";
import { mountEffect } from "./effect";
import { mountHold } from "./hold";
import { mountLastLayer } from "./last-layer";
import { pixelsOf, readingOf, wayOf } from "./looked-into";
import { shownAs, unitOf } from "./units";

const words = text.decoder.layers;
const shared = text.encoder.layers;

/** The decoder's image without and with the units that are held, at one step of training. */
export interface Held {
  edits: readonly Edit[];
  before: Float32Array;
  after: Float32Array;
}

/** The image that the decoder makes under some edits. */
async function imageUnder(vae: Vae, state: Readonly<State>, edits: Edit[]): Promise<Float32Array> {
  const { insideZ, insideNoise } = state;
  const { parts, values } = insideZ
    ? await vae.decodeTrace(insideZ, { edits })
    : await vae.trace(pixelsOf(state), { ...(insideNoise && { noise: insideNoise }), edits });
  const { offset, values: count } = parts.find(({ kind }) => kind === "image")!;
  return values.slice(offset, offset + count);
}

/** What each of the decoder's layers gives, and what becomes of the image without one of its units. */
export const decoderLayers: Panel<Held> = {
  name: "decoder-layers",
  kind: "decoder-layers",
  title: () => words.title,
  caption: () => words.caption,
  needs: needsNumbers,
  traces: true,
  question(state) {
    const { insideEdits } = state;
    if (insideEdits.length === 0) return null;
    return {
      key: [...wayOf(state), insideEdits],
      async ask(vae) {
        // Both at once, so that no step of training comes between them.
        const [before, after] = await Promise.all([
          imageUnder(vae, state, []),
          imageUnder(vae, state, [...insideEdits]),
        ]);
        return { edits: insideEdits, before, after };
      },
    };
  },
  shows: ["traced", "insideUnit", "insideEdits", "insideScale", "options"],
  mount(host, { stack, store, tools }) {
    const released = new AbortController();
    const { signal } = released;
    const { state } = store;
    let wanted: Stage = "activation";
    const show = (stage: Stage) => {
      wanted = stage;
      if (state.traced) showLayers(readingOf(state.traced));
    };
    const stage = createChoice<Stage>(shared.stage, shared.stages, signal, show);
    const plain = createChoice<"layer" | "activation">(shared.stage, shared.stagesWithoutNorm, signal, show);
    stage.show(wanted);
    plain.show("activation");
    const scale = createChoice<ScaleOf>(shared.scale, shared.scales, signal, (insideScale) =>
      store.set({ insideScale }),
    );
    tools.append(stage.element, plain.element, scale.element);

    const top = h("div", { class: "hold-and-effect" });
    const list = h("div", { class: "layers" });
    host.append(top, list);
    const hold = mountHold(top, store);
    const effect = mountEffect(top, stack);
    const latent = mountLatent(list, {
      onLeave: (direction) => leave(-1, direction),
      onEscape: () => store.set({ insideUnit: null }),
    });
    /** Of one plan: a sheet a block but the last, which is images. */
    let sheets: ReturnType<typeof mountSheet>[] = [];
    let last: ReturnType<typeof mountLastLayer> | null = null;
    let plan: Plan | null = null;

    /** Keys go on to the layer before or after; the latent vector is -1. */
    function leave(from: number, direction: -1 | 1): void {
      const next = [latent, ...sheets, last][from + 1 + direction];
      next?.focus(direction === 1 ? "first" : "last");
    }
    function end(): void {
      sheets.forEach((sheet) => sheet.destroy());
      last?.destroy();
      [sheets, last] = [[], null];
    }
    function build({ encoder, decoder }: Plan): void {
      end();
      const options = decoder.map((block, i) => ({
        block,
        index: encoder.length + i,
        onPick: (shown: Unit) => store.set({ insideUnit: unitOf(block, encoder.length + i, shown) }),
        onLeave: (direction: -1 | 1) => leave(i, direction),
        onEscape: () => store.set({ insideUnit: null }),
      }));
      sheets = options.slice(0, -1).map((option) => mountSheet(list, { ...option, head: false }));
      const final = options.at(-1)!;
      const what = words.outputs[state.options.model.likelihood.kind];
      last = mountLastLayer(list, words.last(nameOfBlock(final.block, final.index + 1, false), what), final);
      const norms = decoder.some(({ norm }) => norm);
      stage.element.hidden = !norms;
      plain.element.hidden = norms;
    }

    function showLayers(reading: Reading): void {
      const { insideUnit, insideScale, phase } = state;
      const { encoder, decoder } = reading.plan;
      const shown = decoder.map((block, i) => {
        const at = stageOf(block, wanted);
        return { stage: at, values: reading.part(at, encoder.length + i)! };
      });
      const network = insideScale === "network" ? Math.max(...shown.map(({ values }) => largest(values))) : 0;
      const selected = insideUnit && {
        ...insideUnit,
        ...shownAs(reading.blocks[insideUnit.block]!, insideUnit),
      };
      const common = { scale: insideScale, network, live: phase === "training", selected };
      latent.update(reading.part("latent")!, common.live);
      sheets.forEach((sheet, i) => sheet.update({ ...shown[i]!, ...common }));
      const image = { ...stack, pixels: reading.part("image")! };
      last?.update({ ...common, image, values: shown.at(-1)!.values });
    }

    return {
      update(answer, { traced, insideScale, insideEdits, phase }) {
        scale.show(insideScale);
        const reading = traced && readingOf(traced);
        hold.update(reading);
        list.hidden = !reading;
        if (!reading) return;
        if (plan !== reading.plan) build((plan = reading.plan));
        showLayers(reading);
        const image = reading.part("image")!;
        const any = insideEdits.length > 0;
        const live = phase === "training";
        if (!any) effect.update(image, image, { any, live });
        else if (answer?.edits === insideEdits) effect.update(answer.before, answer.after, { any, live });
      },
      destroy() {
        released.abort();
        end();
        latent.destroy();
        hold.destroy();
        effect.destroy();
      },
    };
  },
};

/** The latent vector that is decoded, as a strip. */
function mountLatent(
  host: HTMLElement,
  { onLeave, onEscape }: { onLeave(direction: -1 | 1): void; onEscape(): void },
) {
  const name = words.latent;
  const line = h("div", { class: "layer-head" }, h("h3", {}, name));
  const element = h("section", { class: "layer", "aria-label": name }, line);
  host.append(element);
  const legend = mountScaleLegend(line);
  const tiles = mountTiles(element, { name, onPick: () => undefined, onLeave, onEscape });
  const scale = new LiveScale();
  return {
    focus: tiles.focus,
    update(values: Float32Array, live: boolean) {
      const most = scale.next(largest(values), performance.now(), live);
      legend.update({ scale: most, signed: true });
      tiles.update({
        values,
        height: 1,
        width: 1,
        channels: values.length,
        scale: most,
        signed: true,
        selected: null,
        unitName: (unit) => text.decoder.dimension(unit + 1),
      });
    },
    destroy() {
      tiles.destroy();
      legend.destroy();
      element.remove();
    },
  };
}

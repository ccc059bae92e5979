import type { Plan } from "../../engine/protocol";
import { h, setText } from "../../dom";
import { Reading } from "../../inside/reading";
import { largest } from "../../inside/scales";
import { stageOf, type Stage } from "../../inside/stages";
import type { ScaleOf, State, Unit } from "../../run/store";
import type { Traced } from "../../run/traces";
import { text } from "../../text/later";
import { createChoice } from "../choice";
import { needsNumbers, type Panel } from "../panel";
import { mountFirst } from "./first";
import { imageName, mountImageChoice } from "./image";
import { mountSaliency } from "./saliency";
import { mountSheet } from "./sheet";
import { mountTemplates } from "./templates";

const words = text.encoder.layers;

/** Every layer of the encoder, given one image. */
export const encoderLayers: Panel<never> = {
  name: "encoder-layers",
  kind: "encoder-layers",
  title: () => words.title,
  caption: () => words.caption,
  needs: needsNumbers,
  traces: ({ insideSaliency: saliency, insideTemplates: templates }) => ({
    weights: [0],
    saliency,
    templates,
  }),
  shows: [
    "dataset",
    "traced",
    "a",
    "shown",
    "insideImage",
    "insideUnit",
    "insideScale",
    "insideSaliency",
    "insideTemplates",
    "insideBatch",
    "options",
    "phase",
  ],
  mount(host, context) {
    const { store, tools } = context;
    const released = new AbortController();
    const { signal } = released;
    let wanted: Stage = "activation";
    let latest: Readonly<State> | null = null;
    let derivatives: Traced["saliency"] = null;
    const show = (stage: Stage) => {
      wanted = stage;
      if (latest) update(null, latest);
    };
    const stage = createChoice<Stage>(words.stage, words.stages, signal, show);
    const plain = createChoice<"layer" | "activation">(words.stage, words.stagesWithoutNorm, signal, show);
    const scale = createChoice<ScaleOf>(words.scale, words.scales, signal, (insideScale) =>
      store.set({ insideScale }),
    );
    stage.show(wanted);
    plain.show("activation");
    tools.append(stage.element, plain.element, scale.element);

    const beside = h("div", { class: "inside-top" });
    // Each step changes it: not to be read out by itself.
    const said = h("p", { class: "hint" });
    const list = h("div", { class: "layers" });
    host.append(beside, said, list);
    const choice = mountImageChoice(beside, context);
    const saliency = mountSaliency(beside, context);

    /** Of one plan: a sheet a block, and what the first layer looks for. */
    let sheets: ReturnType<typeof mountSheet>[] = [];
    let first: ReturnType<typeof mountFirst> | null = null;
    let templates: ReturnType<typeof mountTemplates>[] = [];
    let plan: Plan | null = null;

    function end(): void {
      sheets.forEach((sheet) => sheet.destroy());
      first?.destroy();
      templates.forEach((one) => one.destroy());
      [sheets, first, templates] = [[], null, []];
    }

    /** Where keys go from sheet to sheet. */
    const stops = () => sheets.flatMap((sheet, i) => (i === 0 && first ? [sheet, first] : [sheet]));
    const leave = (from: () => object | null) => (direction: -1 | 1) => {
      const all = stops();
      const next = all[all.findIndex((stop) => stop === from()) + direction];
      next?.focus(direction === 1 ? "first" : "last");
    };
    const onEscape = () => store.set({ insideUnit: null });
    const onPick = (insideUnit: Unit) => store.set({ insideUnit });

    function build(plan: Plan): void {
      end();
      const { encoder } = plan;
      sheets = encoder.map((block, index) => {
        const head = index === encoder.length - 1;
        const onLeave = leave(() => sheets[index] ?? null);
        return mountSheet(list, { block, index, head, onPick, onLeave, onEscape });
      });
      first = mountFirst(sheets[0]!.element, encoder[0]!, {
        onPick: (unit) => onPick({ block: 0, unit, place: 0 }),
        onLeave: leave(() => first),
        onEscape,
      });
      // Of the first layer, templates are its weights.
      templates = encoder.flatMap(({ layer }, block) => {
        if (block === 0 || layer.kind !== "dense") return [];
        const sheet = sheets[block]!;
        const order = () => sheet.order;
        return [mountTemplates(sheet.element, store, { plan, block, order, unitName: sheet.nameOf, onPick })];
      });
      const norms = encoder.some(({ norm }) => norm);
      stage.element.hidden = !norms;
      plain.element.hidden = norms;
    }

    function update(_: null, state: Readonly<State>): void {
      latest = state;
      const { traced, insideScale, insideUnit, phase } = state;
      choice.update(state);
      // What was read for others leaves this panel as it is until something is read for it.
      const tensors = traced?.tensors.get(0);
      if (!traced || tensors) derivatives = traced?.saliency ?? null;
      saliency.update(derivatives, state);
      scale.show(insideScale);
      list.hidden = !traced;
      if (!traced) return setText(said, words.none);
      if (!tensors) return;
      setText(said, words.atStep(imageName(state), traced.step));
      if (plan !== traced.structure.plan) build((plan = traced.structure.plan));
      const reading = new Reading(plan, traced.pixels, traced.trace);
      const shown = plan.encoder.map((block, i) => {
        const at = stageOf(block, wanted);
        return { stage: at, values: reading.part(at, i)! };
      });
      const network = insideScale === "network" ? Math.max(...shown.map(({ values }) => largest(values))) : 0;
      const common = { scale: insideScale, network, live: phase === "training", selected: insideUnit };
      sheets.forEach((sheet, i) => sheet.update({ ...shown[i]!, ...common }));
      for (const one of templates) one.update(traced, insideUnit, phase === "training");
      first?.update({
        tensors,
        pixels: traced.pixels,
        order: sheets[0]!.order,
        selected: insideUnit?.block === 0 ? insideUnit : null,
      });
    }

    return {
      update,
      destroy() {
        released.abort();
        end();
        choice.destroy();
        saliency.destroy();
      },
    };
  },
};

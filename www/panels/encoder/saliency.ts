import type { SaliencyOf } from "../../engine/protocol";
import { h, setText } from "../../dom";
import { largest } from "../../inside/scales";
import type { State } from "../../run/store";
import { text } from "../../text";
import { mountScaleLegend } from "../../views/scale-legend";
import { mountTiles } from "../../views/tiles";
import { createChoice } from "../choice";
import type { PanelContext } from "../panel";

const words = text.encoder.saliency;
type Kind = SaliencyOf["kind"];

function nameOf(of: SaliencyOf): string {
  const { names } = words;
  switch (of.kind) {
    case "mean":
    case "logVariance":
      return names[of.kind](of.dimension + 1);
    case "unit":
      return names.unit(of.unit + 1, of.block + 1);
    default:
      return names[of.kind];
  }
}

/** What a number of the model depends on among the pixels, as an image of its derivatives. */
export function mountSaliency(host: HTMLElement, { dataset, store }: PanelContext) {
  const [, height, width, channels] = dataset.images.shape;
  const released = new AbortController();
  const { signal } = released;
  const button = h("button", { type: "button", "aria-pressed": "false" }, words.button);
  const kinds = createChoice<Kind>(words.of, words.kinds, signal, choose);
  const dimension = h("select", { "aria-label": words.dimension });
  const said = h("p", { class: "hint", role: "status" });
  const picture = h("div", { class: "saliency-picture" });
  const settings = h("div", { class: "saliency-settings" }, kinds.element, dimension);
  const element = h(
    "div",
    { class: "saliency" },
    h("div", { class: "buttons" }, button, settings),
    said,
    picture,
  );
  host.append(element);
  const legend = mountScaleLegend(picture);
  const tiles = mountTiles(picture, { name: words.button, onPick: () => {} });

  /** What the choices say; null where there is no such number. */
  function chosen(kind: Kind): SaliencyOf | null {
    if (kind === "mean" || kind === "logVariance") return { kind, dimension: Number(dimension.value) };
    if (kind !== "unit") return { kind };
    const { insideUnit } = store.state;
    return insideUnit && { kind, ...insideUnit };
  }

  function choose(kind: Kind): void {
    store.set({ insideSaliency: chosen(kind) });
  }

  button.addEventListener(
    "click",
    () => {
      if (store.state.insideSaliency) store.set({ insideSaliency: null });
      else choose(kinds.select.value as Kind);
    },
    { signal },
  );
  dimension.addEventListener("change", () => choose(kinds.select.value as Kind), { signal });

  return {
    update(
      answer: { of: SaliencyOf; values: Float32Array } | null,
      { insideSaliency, insideUnit, options }: Readonly<State>,
    ) {
      const { latent } = options.model;
      if (dimension.options.length !== latent) {
        const names = Array.from({ length: latent }, (_, i) => text.encoder.dimension(i + 1));
        dimension.replaceChildren(...names.map((name, value) => h("option", { value }, name)));
      }
      if (insideSaliency) {
        kinds.show(insideSaliency.kind);
        if ("dimension" in insideSaliency) dimension.value = String(insideSaliency.dimension);
      }
      for (const option of kinds.select.options) option.disabled = option.value === "unit" && !insideUnit;
      button.setAttribute("aria-pressed", String(insideSaliency !== null));
      settings.hidden = !insideSaliency;
      dimension.hidden = !insideSaliency || !("dimension" in insideSaliency);
      const shown = insideSaliency && answer;
      picture.hidden = said.hidden = !shown;
      if (!shown) return;
      const what = nameOf(answer.of);
      setText(said, words.about(what));
      const scale = largest(answer.values);
      legend.update({ scale, signed: true });
      tiles.update({
        name: words.title(what),
        values: answer.values,
        height,
        width,
        channels,
        scale,
        signed: true,
        selected: null,
        side: 112,
        unitName: (colour) => (channels === 3 ? words.colours[colour]! : words.pixel),
      });
    },
    destroy() {
      released.abort();
      tiles.destroy();
      legend.destroy();
      element.remove();
    },
  };
}

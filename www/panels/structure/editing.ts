import { h, setText } from "../../dom";
import { defaults, range } from "../../engine/limits";
import type { ModelOptions } from "../../engine/protocol";
import { text } from "../../text/later";
import type { Field } from "./fields";
import { mountWidths } from "./widths";

const words = text.structure;

const mirrors = ({ encoder, decoder }: Pick<ModelOptions, "encoder" | "decoder">) =>
  decoder.join() === encoder.toReversed().join();

/** The model with other hidden widths of its encoder; a decoder that mirrored it goes on to. */
export function withEncoder(model: ModelOptions, encoder: number[]): ModelOptions {
  return { ...model, encoder, ...(mirrors(model) && { decoder: encoder.toReversed() }) };
}

/** Fields for the layers of a model, which is told of as a whole where one changes. */
export function mountEditing(host: HTMLElement, onChange: (model: ModelOptions) => void) {
  const released = new AbortController();
  const element = h("div", { class: "editing" });
  host.append(element);
  let model: ModelOptions = defaults.model;
  /** Shown at once, for the next press may come before the form has told of it. */
  function tell(next: ModelOptions): void {
    show(next);
    onChange(next);
  }
  const change = (part: Partial<ModelOptions>) => tell({ ...model, ...part });
  const channels = mountWidths(element, {
    title: words.editing.channels,
    option: "model.channels",
    layer: words.editing.convolution,
    first: 16,
    onChange: (channels) => change({ channels }),
  });
  const encoder = mountWidths(element, {
    title: words.editing.encoder,
    option: "model.encoder",
    layer: words.editing.encoderLayer,
    first: 64,
    onChange: (encoder) => tell(withEncoder(model, encoder)),
  });
  const [least, most] = range("model.latent");
  const latent = h("input", {
    type: "number",
    min: least,
    max: most,
    step: 1,
    "aria-label": words.editing.sizeOfLatent,
  });
  const error = h("p", { class: "field-error", role: "alert" });
  latent.addEventListener(
    "change",
    () => {
      const value = latent.valueAsNumber;
      const fits = Number.isInteger(value) && value >= least && value <= most;
      setText(error, fits ? "" : words.editing.wrong(least, most));
      if (fits) change({ latent: value });
    },
    { signal: released.signal },
  );
  element.append(
    h("fieldset", {}, h("legend", {}, words.editing.latent), h("span", { class: "width" }, latent), error),
  );
  const decoder = mountWidths(element, {
    title: words.editing.decoder,
    option: "model.decoder",
    layer: words.editing.decoderLayer,
    first: 64,
    onChange: (decoder) => change({ decoder }),
  });

  function show(next: ModelOptions): void {
    model = next;
    channels.update(next.channels);
    encoder.update(next.encoder);
    decoder.update(next.decoder, mirrors(next) ? words.editing.mirrored : "");
    if (latent.value !== String(next.latent)) latent.value = String(next.latent);
  }

  return {
    update: show,
    /** To the field that says how large a block is. */
    focus(field: Field): void {
      if (field.of === "latent") {
        latent.focus();
        latent.select();
      } else ({ channels, encoder, decoder })[field.of].focus(field.layer);
    },
    destroy() {
      released.abort();
      for (const part of [channels, encoder, decoder]) part.destroy();
      element.remove();
    },
  };
}

import { h, setText } from "../dom";
import type { DeviceChoice } from "../engine/protocol";
import { createChoices, createField, type Field } from "./fields";
import { needsReset, read, type FieldName, type Reading } from "./options";
import type { Session } from "./session";
import type { State, Store } from "./store";

const help: Record<FieldName, string> = {
  device: "Where the network is computed. Auto takes WebGPU when there is a real GPU, else the CPU.",
  epochs: "Training stops by itself here. One epoch shows the network every training image once.",
  seed: "Fixes the first weights, the order of images and the noise. The same seed gives the same run.",
  latent: "How many numbers, z, the encoder may use for an image. With two, the map below shows all of them.",
  widths: "Hidden layers of the encoder, separated by commas. The decoder has the same ones in reverse.",
  batchSize: "Images a step. Small batches take more steps an epoch, and their gradients are noisier.",
  learningRate:
    "Size of a step of the Adam optimiser. Too large and the loss jumps, too small and it crawls.",
  beta:
    "Weight of the KL term. Above 1 the latent space is pressed closer to the prior, at the cost of sharper " +
    "reconstructions; 1 is the plain VAE.",
};

const input = (attributes: Record<string, string>) =>
  h("input", { autocomplete: "off", spellcheck: "false", ...attributes });

/** The form of all options. Returns what the run bar needs to apply them. */
export function mountSettings(host: HTMLElement, store: Store, session: Session) {
  const released = new AbortController();
  const { signal } = released;
  const inputs = {
    epochs: input({ type: "text", inputmode: "numeric" }),
    seed: input({ type: "text", inputmode: "numeric" }),
    latent: input({ type: "text", inputmode: "numeric" }),
    widths: input({ type: "text" }),
    batchSize: input({ type: "text", inputmode: "numeric" }),
    learningRate: input({ type: "text", inputmode: "decimal" }),
    beta: input({ type: "text", inputmode: "decimal" }),
  };
  const slider = h("input", { type: "range", min: 0, max: 8, step: 0.1, "aria-label": "Beta, slider" });
  const device = createChoices<DeviceChoice>(
    [
      ["auto", "Auto"],
      ["cpu", "CPU"],
      ["webgpu", "WebGPU"],
    ],
    signal,
    changed,
  );
  const make = (name: FieldName, label: string, control: HTMLElement, extra?: Node): Field =>
    createField(label, help[name], control, signal, extra);
  const fields: Record<FieldName, Field> = {
    epochs: make("epochs", "Epochs", inputs.epochs),
    learningRate: make("learningRate", "Learning rate", inputs.learningRate),
    batchSize: make("batchSize", "Batch size", inputs.batchSize),
    beta: make("beta", "Beta", inputs.beta, slider),
    device: make("device", "Device", device.element),
    latent: make("latent", "Latent dimensions", inputs.latent),
    widths: make("widths", "Hidden widths", inputs.widths),
    seed: make("seed", "Seed", inputs.seed),
  };
  const apply = h("button", { type: "button" }, "Apply and reset");
  const pendingNote = h(
    "div",
    { class: "pending", hidden: true, role: "status" },
    h("p", {}, "These changes need a new start: the weights learned so far are dropped."),
    apply,
  );
  const form = h(
    "form",
    { class: "settings", "aria-label": "Settings" },
    h("h3", {}, "Training", h("small", {}, "applies at once")),
    h(
      "div",
      { class: "fields" },
      ...(["epochs", "batchSize", "learningRate", "beta"] as const).map(elementOf),
    ),
    h("h3", {}, "Model and device", h("small", {}, "applies on reset")),
    h("div", { class: "fields" }, ...(["device", "latent", "widths", "seed"] as const).map(elementOf)),
    pendingNote,
  );
  host.append(form);

  function elementOf(name: FieldName): HTMLElement {
    fields[name].element.dataset["field"] = name;
    return fields[name].element;
  }

  function reading(): Reading {
    const values = Object.entries(inputs).map(([name, element]) => [name, element.value]);
    return read({
      device: device.value,
      ...(Object.fromEntries(values) as Record<keyof typeof inputs, string>),
    });
  }

  function fill({ options, target, choice }: Readonly<State>): void {
    const { model, training, seed } = options;
    inputs.epochs.value = String(target);
    inputs.seed.value = String(seed);
    inputs.latent.value = String(model.latent);
    inputs.widths.value = model.encoder.join(", ");
    inputs.batchSize.value = String(training.batchSize);
    inputs.learningRate.value = String(training.learningRate);
    inputs.beta.value = slider.value = String(training.beta);
    device.value = choice;
    changed();
  }

  /** Says what is wrong, applies what can be applied while training, and tells what needs a reset. */
  function changed(): void {
    const { device: choice, epochs, options, errors } = reading();
    for (const name of Object.keys(fields) as FieldName[]) fields[name].setError(errors[name]);
    const { state } = store;
    if (!errors.epochs) store.set({ target: epochs });
    const training = options.training;
    const trainingOk = !errors.batchSize && !errors.learningRate && !errors.beta;
    if (trainingOk && JSON.stringify(training) !== JSON.stringify(state.options.training)) {
      void session.setTraining(training);
    }
    const pending = choice !== state.choice || needsReset(options, state.options);
    pendingNote.hidden = !pending;
    store.set({ pending });
  }

  function reset(): void {
    const { device: choice, options, errors } = reading();
    const wrong = (Object.keys(fields) as FieldName[]).find((name) => errors[name]);
    if (wrong) {
      changed();
      fields[wrong].control.focus();
      return;
    }
    void session.reset(choice, options);
  }

  form.addEventListener("submit", (event) => event.preventDefault(), { signal });
  form.addEventListener("change", changed, { signal });
  slider.addEventListener("input", () => (inputs.beta.value = slider.value), { signal });
  inputs.beta.addEventListener("input", () => (slider.value = inputs.beta.value), { signal });
  apply.addEventListener("click", reset, { signal });
  store.watch(["revision"], fill);
  store.watch(["target"], ({ target }) => {
    if (inputs.epochs.value !== String(target) && !reading().errors.epochs)
      inputs.epochs.value = String(target);
  });
  store.watch(["busy"], ({ busy }) => {
    apply.disabled = busy;
    setText(apply, busy ? "Applying" : "Apply and reset");
  });

  return {
    reset,
    destroy() {
      released.abort();
      form.remove();
    },
  };
}

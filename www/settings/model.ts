import { h, setText } from "../dom";
import { counts, defaults, range } from "../engine/limits";
import type { Activation, Likelihood, ModelOptions, Norm } from "../engine/protocol";
import { text } from "../text";
import { group, mapped, type Editor } from "./kit/editor";
import { createFieldEditors, type Range } from "./kit/field-editors";
import { union } from "./kit/union";
import { option } from "./option";

type Network = { kind: "mlp" } | { kind: "convolutional"; channels: number[] };
type DecoderShape = { kind: "mirrored" } | { kind: "own"; widths: number[] };

/** The model as the form has it: where the options have a list that may be empty, a choice. */
interface ModelForm extends Required<Omit<ModelOptions, "decoder" | "channels">> {
  decoder: DecoderShape;
  network: Network;
}

/** With what convolutions begin when they are chosen; the engine's default is none. */
const firstChannels = [16, 32];

/** A group norm makes the most groups up to this that divide a layer's units: src/model/normalization.rs. */
const mostGroups = 8;

const reversed = (widths: number[]) => widths.toReversed();

function toOptions({ decoder, network, ...same }: ModelForm): ModelOptions {
  return {
    ...same,
    decoder: decoder.kind === "mirrored" ? reversed(same.encoder) : decoder.widths,
    channels: network.kind === "mlp" ? [] : network.channels,
  };
}

function toForm({ decoder, channels, ...same }: ModelOptions): ModelForm {
  const mirrored = decoder.join() === reversed(same.encoder).join();
  return {
    // Those that are left out get their defaults where the form completes it.
    ...(same as Required<typeof same>),
    decoder: mirrored ? { kind: "mirrored" } : { kind: "own", widths: decoder },
    network: channels?.length ? { kind: "convolutional", channels } : { kind: "mlp" },
  };
}

/** What a person can set of the model. `side` is the images' shorter side, once there are any. */
export function createModelSettings(signal: AbortSignal, side: () => number | undefined) {
  const { number, list, choice } = createFieldEditors(signal);
  const { options, unions, form: words, kit } = text.settings;

  const widths = (name: "model.encoder" | "model.decoder", initial: number[]) =>
    list({
      ...options[name],
      initial,
      example: "64, 128",
      range: counts(name),
      largest: range(name)[1],
    });
  const encoder = widths("model.encoder", defaults.model.encoder);
  const latent = number(option("model.latent"));

  function channelsRange(): Range {
    const [, most] = counts("model.channels");
    const shorter = side();
    const halvings = shorter === undefined ? most : Math.floor(Math.log2(shorter));
    return halvings < most ? [1, halvings, kit.because.side(shorter!)] : [1, most];
  }
  const channels = list({
    ...options["model.channels"],
    initial: firstChannels,
    example: "16, 32",
    largest: range("model.channels")[1],
    range: channelsRange,
  });
  const network = union<Network>(unions.network, { mlp: {}, convolutional: { channels } }, signal);
  const decoder = union<DecoderShape>(
    unions.decoder,
    { mirrored: {}, own: { widths: widths("model.decoder", defaults.model.decoder) } },
    signal,
  );
  const activation = choice<Activation>(options["model.activation"], options["model.activation"].choices);
  const lost = h("p", { class: "help", role: "status" });
  const norm = choice<Norm>(options["model.norm"], options["model.norm"].choices, lost);
  const likelihood = union<Likelihood>(
    unions.likelihood,
    {
      bernoulli: {},
      gaussian: { variance: number(option("model.likelihood.gaussian.variance")) },
      learnedGaussian: {},
      discretisedLogistic: {},
    },
    signal,
  );

  const form: Editor<ModelForm> = group<ModelForm>({
    encoder,
    latent,
    network,
    decoder,
    activation,
    norm,
    likelihood,
  });
  const editor = mapped(form, toOptions, toForm);

  /** Says beside the norm which layers it would leave nothing of. */
  function reveal(): void {
    const reading = editor.read();
    if ("wrong" in reading) return;
    const { encoder, decoder, norm } = reading.value;
    const narrow = norm === "group" ? [...encoder, ...decoder].filter((width) => width <= mostGroups) : [];
    setText(lost, narrow.length > 0 ? words.normLeavesNothing([...new Set(narrow)], mostGroups) : "");
  }

  return {
    editor,
    reveal,
    basic: [latent, encoder],
    groups: [
      {
        name: words.folds.network,
        editors: [network, decoder, activation, norm],
        summary: () => network.chosen,
      },
      { name: words.folds.likelihood, editors: [likelihood], summary: () => likelihood.chosen },
    ],
  };
}

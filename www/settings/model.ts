import type { ModelOptions } from "../engine/protocol";
import { group, mapped, type Editor } from "./kit/editor";
import { createFieldEditors } from "./kit/field-editors";
import { union } from "./kit/union";

type Network = { kind: "mlp" } | { kind: "convolutional"; channels: number[] };
type DecoderShape = { kind: "mirrored" } | { kind: "own"; widths: number[] };

/** The model as the form has it: where the options have a list that may be empty, a choice. */
interface ModelForm extends Required<Omit<ModelOptions, "decoder" | "channels">> {
  decoder: DecoderShape;
  network: Network;
}

const mostLayers = 8;
const mostConvolutions = 5;

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

  const widths = (label: string, help: string, initial: number[]) =>
    list({ label, help, initial, example: "64, 128", range: [0, mostLayers], largest: 4096 });
  const encoder = widths(
    "Hidden widths",
    "Dense layers of the encoder, separated by commas; empty for none. Wider and deeper ones can sort the latent " +
      "space better, and take longer.",
    [64, 128],
  );
  const latent = number({
    label: "Latent dimensions",
    help: "How many numbers, z, the encoder may use for an image. With two, the map shows all of them.",
    initial: 2,
    range: [1, 128],
    whole: true,
  });

  const channels = list({
    label: "Channels",
    help:
      "Of each convolution, from the image inwards; each halves height and width. More of them find finer " +
      "features, and a step takes longer.",
    initial: [16, 32],
    example: "16, 32",
    largest: 512,
    range: () => {
      const halvings = Math.floor(Math.log2(side() ?? Infinity));
      return halvings < mostConvolutions
        ? [1, halvings, `for images of ${side()} pixels`]
        : [1, mostConvolutions];
    },
  });
  const network = union<Network>(
    { label: "Network", help: "What stands between the image and the dense layers above." },
    {
      mlp: { name: "Dense (MLP)", about: "Each pixel is an input of its own.", parameters: {} },
      convolutional: {
        name: "Convolutional",
        about: "Looks for the same strokes and edges at every place; suits larger images.",
        parameters: { channels },
      },
    },
    signal,
  );
  const decoder = union<DecoderShape>(
    { label: "Decoder", help: "The dense layers that lead from z back to the image." },
    {
      mirrored: { name: "Mirrored", about: "The encoder’s hidden widths in reverse.", parameters: {} },
      own: {
        name: "Own widths",
        about: "A weaker decoder leaves more to the latent space, a stronger one less.",
        parameters: {
          widths: widths("Decoder widths", "Dense layers from z outwards; empty for none.", [128, 64]),
        },
      },
    },
    signal,
  );
  const activation = choice(
    {
      label: "Activation",
      help:
        "The bend between two layers. Smooth ones (GELU, SiLU, tanh) give a smoother latent space; ReLU is the " +
        "fastest.",
    },
    { relu: "ReLU", leakyRelu: "Leaky ReLU", gelu: "GELU", silu: "SiLU", tanh: "tanh" },
  );
  const norm = choice(
    {
      label: "Norm",
      help:
        "Rescales what each hidden layer gives. It lets deep networks learn faster; batch norm makes the place of " +
        "an image in latent space depend a little on the others in its batch.",
    },
    { none: "None", batch: "Batch norm", group: "Group norm" },
  );

  const variance = number({
    label: "Variance",
    help:
      "Of each pixel around what the decoder draws. Small, and sharp drawings count for more; large, and the latent " +
      "space is pressed closer to the prior.",
    initial: 0.05,
    range: [1e-6, 100],
  });
  const likelihood = union<ModelForm["likelihood"]>(
    {
      label: "Likelihood",
      help: "How a pixel is distributed around what the decoder draws; it is what reconstruction is measured with.",
    },
    {
      bernoulli: {
        name: "Bernoulli",
        about: "For black and white, or grey between them. Reconstruction is a cross-entropy.",
        parameters: {},
      },
      gaussian: {
        name: "Gaussian",
        about: "Squared error, with a variance that you set.",
        parameters: { variance },
      },
      learnedGaussian: {
        name: "Gaussian, learned",
        about: "Squared error, with one variance that is learned: the balance with KL sets itself (σ-VAE).",
        parameters: {},
      },
      discretisedLogistic: {
        name: "Discretised logistic",
        about: "For photos: gives each of the 256 values of a pixel its probability; its scale is learned.",
        parameters: {},
      },
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
  return {
    editor: mapped(form, toOptions, toForm),
    basic: [latent, encoder],
    groups: [
      {
        name: "Network",
        editors: [network, decoder, activation, norm],
        summary: () => network.chosen,
      },
      { name: "Likelihood", editors: [likelihood], summary: () => likelihood.chosen },
    ],
  };
}

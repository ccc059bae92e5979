import { readHeader, readSafetensors } from "../data/safetensors";
import type {
  Activation,
  Block,
  Likelihood,
  ModelOptions,
  NormPlan,
  Plan,
  Size,
  TensorPlan,
} from "../engine/protocol";
import { slope } from "../inside/arithmetic/activation";

type Map3 = Extract<Size, { height: number }>;
const isMap = (size: Size): size is Map3 => "height" in size;
const valuesOf = (size: Size) => (isMap(size) ? size.height * size.width * size.channels : size.features);
const sizeOf = ({ height, width, channels }: Map3) => `${height}, ${width}, ${channels}`;

const activations: Record<Activation, string> = {
  relu: "nn.ReLU()",
  leakyRelu: `nn.LeakyReLU(${slope})`,
  gelu: "nn.GELU()",
  silu: "nn.SiLU()",
  tanh: "nn.Tanh()",
};

function layerOf({ layer, input, output }: Block): string {
  if (layer.kind === "dense") return `nn.Linear(${valuesOf(input)}, ${valuesOf(output)})`;
  const [from, to] = [input as Map3, output as Map3];
  const { size, stride, padding } = layer.window;
  const window = `${from.channels}, ${to.channels}, ${size}, stride=${stride}, padding=${padding}`;
  if (layer.kind === "convolution") return `nn.Conv2d(${window})`;
  const left = (side: "height" | "width") => to[side] - ((from[side] - 1) * stride - 2 * padding + size);
  return `nn.ConvTranspose2d(${window}, output_padding=(${left("height")}, ${left("width")}))`;
}

function normOf({ kind, channels, groups }: NormPlan, dense: boolean): string {
  if (kind === "group") return `nn.GroupNorm(${groups}, ${channels})`;
  return `nn.BatchNorm${dense ? 1 : 2}d(${channels})`;
}

/** The modules of one network in their order, and what fills them. */
function network(name: string, blocks: readonly Block[]) {
  const modules: string[] = [];
  const fills: string[] = [];
  const add = (module: string, fill?: string, tensors: readonly TensorPlan[] = []) => {
    if (fill) {
      const from = tensors.map((tensor) => `w["${tensor.name}"]`).join(", ");
      fills.push(`${fill}(model.${name}[${modules.length}], ${from})`);
    }
    modules.push(module);
  };
  for (const block of blocks) {
    const dense = block.layer.kind === "dense";
    if (dense && isMap(block.input)) add("Rows()");
    add(layerOf(block), "_fill", block.parameters);
    const { norm } = block;
    if (norm) add(normOf(norm, dense), "_fill_norm", [...norm.parameters, ...norm.statistics]);
    if (block.activation) add(activations[block.activation]);
    if (dense && isMap(block.output)) add(`Image(${sizeOf(block.output)})`);
  }
  return { modules: modules.map((module) => `            ${module},\n`).join(""), fills };
}

const expected = ({ kind }: Likelihood): string =>
  kind === "bernoulli" ? "torch.sigmoid(output)" : "output.clamp(0, 1)";

/** `-log p` of each value, as docs/checkpoint.md has it. */
function cost(likelihood: Likelihood): string {
  const gaussian = (logVariance: string) =>
    `log_variance = ${logVariance}
        terms = ((output - images) ** 2 / log_variance.exp() + log_variance + math.log(2 * math.pi)) / 2`;
  switch (likelihood.kind) {
    case "bernoulli":
      return 'terms = F.binary_cross_entropy_with_logits(output, images, reduction="none")';
    case "gaussian":
      return gaussian(`torch.tensor(${likelihood.variance}).log()`);
    case "learnedGaussian":
      return gaussian("2 * self.log_scale()");
    case "discretisedLogistic":
      return `precision, half = (-self.log_scale()).exp(), 0.5 / 255
        below = F.softplus(-(images - output + half) * precision)
        above = F.softplus((images - output - half) * precision)
        inside = below + above - torch.log(-torch.expm1(-2 * half * precision))
        terms = torch.where(images < half, below, torch.where(images > 1 - half, above, inside))`;
  }
}

const logScale = {
  parameter: "        self.raw_log_scale = nn.Parameter(torch.zeros(1))\n",
  method: `
    def log_scale(self):
        """Logarithm of every pixel's standard deviation or scale, which stays above -6."""
        return F.softplus(self.raw_log_scale + 6) - 6
`,
};

/** In base 64, a line at a time. */
function written(values: readonly Uint8Array[]): string {
  const lines: string[] = [];
  // So many bytes are a line of 120 letters without a rest.
  const line = 90;
  const all = new Uint8Array(values.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of values) {
    all.set(part, at);
    at += part.length;
  }
  for (let from = 0; from < all.length; from += line)
    lines.push(btoa(String.fromCharCode(...all.subarray(from, from + line))));
  return lines.join("\n");
}

/** What a checkpoint says of its model. */
export function modelOf(checkpoint: ArrayBuffer): { model: ModelOptions; shape: [number, number, number] } {
  const { model, image } = readHeader(checkpoint).header["__metadata__"] as Record<string, string>;
  const { height, width, channels } = JSON.parse(image!);
  return { model: JSON.parse(model!), shape: [height, width, channels] };
}

/**
 * A Python program with the very model of a checkpoint as PyTorch modules, and its weights: it needs torch alone, and gives
 * what the engine gives (`scripts/check_torch.py`). `about` says in a line what it was trained on, and for how long.
 */
export function torchProgram(checkpoint: ArrayBuffer, plan: Plan, about: string): string {
  const { latent, likelihood } = modelOf(checkpoint).model;
  const tensors = readSafetensors(checkpoint);
  const encoder = network("encoder", plan.encoder);
  const decoder = network("decoder", plan.decoder);
  const image = plan.encoder[0]!.input as Map3;
  const learned = plan.logScale !== null;
  const names = [...plan.encoder, ...plan.decoder].flatMap(({ parameters, norm }) => [
    ...parameters,
    ...(norm ? [...norm.parameters, ...norm.statistics] : []),
  ]);
  if (plan.logScale) names.push(plan.logScale);
  const shapes = names.map(({ name, shape }) => `    ("${name}", (${shape.join(", ")},)),\n`).join("");
  const fills = [...encoder.fills, ...decoder.fills];
  if (plan.logScale) fills.push(`model.raw_log_scale.copy_(w["${plan.logScale.name}"])`);
  const weights = written(names.map(({ name }) => tensors.get(name)!.bytes));
  return `"""A variational autoencoder from VAE Playground: ${about}.

Images are (count, channels, height, width), values in [0, 1]; latent vectors are (count, ${latent}).

    model = trained()
    mean, log_variance = model.encode(images)
    drawn = model.decode(mean)
    new = model.sample(16)
"""

import base64
import math

import torch
from torch import nn
from torch.nn import functional as F


class Rows(nn.Module):
    """An image's values row by row, column by column, channel by channel."""

    def forward(self, images):
        return images.permute(0, 2, 3, 1).flatten(1)


class Image(nn.Module):
    """The image of such values."""

    def __init__(self, height, width, channels):
        super().__init__()
        self.size = height, width, channels

    def forward(self, values):
        return values.unflatten(1, self.size).permute(0, 3, 1, 2)


class VAE(nn.Module):
    latent = ${latent}
    image = ${image.channels}, ${image.height}, ${image.width}

    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(
${encoder.modules}        )
        self.decoder = nn.Sequential(
${decoder.modules}        )
${learned ? logScale.parameter : ""}${learned ? logScale.method : ""}
    def encode(self, images):
        """Mean and log-variance of each image's posterior, (count, ${latent}) each."""
        return self.encoder(images).chunk(2, dim=1)

    def decode(self, z):
        """The expected image of each latent vector."""
        output = self.decoder(z)
        return ${expected(likelihood)}

    def sample(self, count):
        """Images of draws from the prior."""
        return self.decode(torch.randn(count, self.latent))

    def negative_log_likelihood(self, z, images):
        """-log p(image | z) of each pair, in nats."""
        output = self.decoder(z)
        ${cost(likelihood)}
        return terms.flatten(1).sum(1)

    def loss(self, images, beta=1.0):
        """Reconstruction + beta * KL, in nats per image: the negative ELBO at beta = 1."""
        mean, log_variance = self.encode(images)
        z = mean + (log_variance / 2).exp() * torch.randn_like(mean)
        kl = (mean**2 + log_variance.exp() - 1 - log_variance).sum(1) / 2
        return (self.negative_log_likelihood(z, images) + beta * kl).mean()


def _fill(layer, weight, bias):
    """From the checkpoint's order, in which products come first and the window goes row by row, to torch's."""
    if isinstance(layer, nn.Linear):
        weight = weight.T
    elif isinstance(layer, nn.Conv2d):
        weight = weight.reshape(*layer.kernel_size, layer.in_channels, layer.out_channels).permute(3, 2, 0, 1)
    else:
        weight = weight.reshape(layer.in_channels, *layer.kernel_size, layer.out_channels).permute(0, 3, 1, 2)
    layer.weight.copy_(weight)
    layer.bias.copy_(bias)


def _fill_norm(norm, gamma, beta, mean=None, variance=None):
    norm.weight.copy_(gamma)
    norm.bias.copy_(beta)
    if mean is not None:
        norm.running_mean.copy_(mean)
        norm.running_var.copy_(variance)


def trained():
    """The model with the weights that it was trained to, ready to be asked; \`.train()\` makes it ready to learn."""
    values = torch.frombuffer(bytearray(base64.b64decode(WEIGHTS)), dtype=torch.float32)
    w, at = {}, 0
    for name, shape in TENSORS:
        w[name] = values[at : at + math.prod(shape)].reshape(shape)
        at += math.prod(shape)
    model = VAE().eval()
    with torch.no_grad():
${fills.map((fill) => `        ${fill}\n`).join("")}    return model


TENSORS = [
${shapes}]

# 32-bit numbers, little-endian, one tensor after the other.
WEIGHTS = """
${weights}
"""
`;
}

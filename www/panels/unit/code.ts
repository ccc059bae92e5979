import type { Block, Likelihood } from "../../engine/protocol";
import { epsilon, type NormOperands } from "../../inside/arithmetic/norm";
import { slope } from "../../inside/arithmetic/activation";
import type { Dimension } from "../../inside/arithmetic/latent";
import { inputMap, placesOf, type OutputValue, type Products } from "../../inside/arithmetic/products";
import type { OpenedPixel, OpenedValue } from "../../inside/arithmetic/value";
import { halfStep } from "../../inside/likelihood";
import { shortest as n } from "./digits";

const indexed = ({ output }: Block, { unit, place }: OutputValue, dense: boolean): string => {
  if ("features" in output) return `0, ${unit}`;
  if (dense) return `0, ${place * output.channels + unit}`;
  return `0, ${unit}, ${Math.floor(place / output.width)}, ${place % output.width}`;
};

const denseInput = (block: Block): string => {
  const { height, width, channels } = inputMap(block);
  if (height * width === 1) return "x";
  // Where there are channels, this model has them last.
  return channels === 1 ? "x.flatten(1)" : "x.permute(0, 2, 3, 1).flatten(1)";
};

/** A layer's value, and what it is the sum of. */
export function layerCode(
  block: Block,
  value: OutputValue,
  { layer }: OpenedValue,
  { bias }: Products,
): string {
  const { height, width, channels } = inputMap(block);
  const result = `# ${n(layer.shown)}`;
  const sum = `# ${n(layer.recomputed - bias)} + ${n(bias)}`;
  if (block.layer.kind === "dense") {
    const outputs = block.parameters[1].shape[0]!;
    const output = indexed(block, value, true).slice(3);
    return [
      `layer = nn.Linear(${height * width * channels}, ${outputs})`,
      `x = ${denseInput(block)}`,
      `layer(x)[0, ${output}]  ${result}`,
      `(x[0] * layer.weight[${output}]).sum() + layer.bias[${output}]  ${sum}`,
    ].join("\n");
  }
  const { window } = block.layer;
  const { size, stride, padding } = window;
  const { unit, place } = value;
  if (block.layer.kind === "convolution") {
    const [, columns] = placesOf(window);
    const [top, left] = [Math.floor(place / columns) * stride, (place % columns) * stride];
    const outputs = block.parameters[1].shape[0]!;
    return [
      `layer = nn.Conv2d(${channels}, ${outputs}, ${size}, stride=${stride}, padding=${padding})`,
      `layer(x)[${indexed(block, value, false)}]  ${result}`,
      `window = F.pad(x, (${Array(4).fill(padding).join(", ")}))[0, :, ${top}:${top + size}, ${left}:${left + size}]`,
      `(window * layer.weight[${unit}]).sum() + layer.bias[${unit}]  ${sum}`,
    ].join("\n");
  }
  const extra = ([window.height, window.width] as const).map((side, i) => {
    const places = placesOf(window)[i]!;
    return side - ((places - 1) * stride - 2 * padding + size);
  });
  const outputPadding = extra[0] === extra[1] ? String(extra[0]) : `(${extra.join(", ")})`;
  return [
    `layer = nn.ConvTranspose2d(${channels}, ${window.channels}, ${size}, stride=${stride}, padding=${padding}, output_padding=${outputPadding})`,
    `layer(x)[${indexed(block, value, false)}]  ${result} = ${n(layer.recomputed - bias)} + layer.bias[${unit}], ${n(bias)}`,
  ].join("\n");
}

/** The arithmetic of a norm, with its numbers: an expression that gives the result. */
export const normExpression = ({ x, mean, variance, gamma, beta }: NormOperands): string =>
  `(${n(x)} - ${n(mean)}) / (${n(variance)} + ${epsilon}) ** 0.5 * ${n(gamma)} + ${n(beta)}`;

export function normCode(block: Block, operands: NormOperands, shown: number): string {
  const { channels, groups } = block.norm!;
  const flat = "features" in block.output;
  const layer =
    groups === null
      ? `nn.BatchNorm${flat ? "1d" : "2d"}(${channels}, eps=${epsilon}).eval()`
      : `nn.GroupNorm(${groups}, ${channels}, eps=${epsilon})`;
  const { group } = operands;
  const moments = group
    ? [
        `group = x[0, ${group.first}:${group.first + group.channels}]`,
        "mean, var = group.mean(), group.var(unbiased=False)",
      ]
    : ["mean, var = norm.running_mean, norm.running_var"];
  return [`norm = ${layer}`, ...moments, `${normExpression(operands)}  # ${n(shown)}`].join("\n");
}

export function activationCode(block: Block, x: number, shown: number): string {
  const value = `torch.tensor(${n(x)})`;
  const call = {
    relu: `F.relu(${value})`,
    leakyRelu: `F.leaky_relu(${value}, ${slope})`,
    gelu: `F.gelu(${value})`,
    silu: `F.silu(${value})`,
    tanh: `torch.tanh(${value})`,
  }[block.activation!];
  return `${call}  # ${n(shown)}`;
}

export const drawCode = ({ mean, logVariance, noise }: Dimension, z: number): string =>
  [
    `mu, log_var, eps = torch.tensor([${[mean, logVariance, noise].map(n).join(", ")}])`,
    `mu + torch.exp(log_var / 2) * eps  # ${n(z)}`,
  ].join("\n");

export const klCode = ({ mean, logVariance }: Dimension, kl: number): string =>
  [
    `mu, log_var = torch.tensor([${[mean, logVariance].map(n).join(", ")}])`,
    `-0.5 * (1 + log_var - mu ** 2 - log_var.exp())  # ${n(kl)}`,
  ].join("\n");

export function costCode(likelihood: Likelihood, { x, output, logScale, cost }: OpenedPixel): string {
  const given = `output, x = torch.tensor([${n(output)}, ${n(x)}])`;
  const result = `# ${n(cost)}`;
  switch (likelihood.kind) {
    case "bernoulli":
      return `${given}\nF.binary_cross_entropy_with_logits(output, x)  ${result}`;
    case "gaussian":
      return `${given}\n-Normal(output, ${likelihood.variance} ** 0.5).log_prob(x)  ${result}`;
    case "learnedGaussian":
      return `${given}\nlog_sigma = torch.tensor(${n(logScale!)})\n-Normal(output, log_sigma.exp()).log_prob(x)  ${result}`;
    case "discretisedLogistic": {
      // The lowest and the highest bin reach to infinity.
      const upper = x > 1 - halfStep ? "1" : "torch.sigmoid((x - output + h) / s)";
      const lower = x < halfStep ? "0" : "torch.sigmoid((x - output - h) / s)";
      const bin = [
        `s, h = torch.tensor(${n(logScale!)}).exp(), 0.5 / 255`,
        `-torch.log(${upper} - ${lower})  ${result}`,
      ];
      return [given, ...bin].join("\n");
    }
  }
}

import { openPixel } from "../../inside/arithmetic/value";
import { halfStep, natsOf } from "../../inside/likelihood";
import { text } from "../../text/later";
import { mountFunctionCurve } from "../../views/curve";
import { costCode } from "./code";
import { bracketed, formula, fraction, of, operand, row, sup } from "./mathml";
import type { Opened } from "./opened";
import { createStep } from "./step";

const words = text.unit;
const points = 401;

/** Probabilities and means that the curve is drawn over; a logit has none at 0 and 1. */
const edge = 0.002;

/** What becomes of a value of the decoder's end: a pixel, and a part of the reconstruction term. */
export function mountPixel(host: HTMLElement) {
  const pixel = createStep(host, "pixel");
  const cost = createStep(host, "cost");
  const curve = mountFunctionCurve(cost.body);

  return {
    update(opened: Opened | null) {
      if (!opened || opened.unit.block !== opened.reading.blocks.length - 1) {
        pixel.show(null);
        return cost.show(null);
      }
      const { reading, traced, unit, size, digits, state } = opened;
      const { likelihood } = state.options.model;
      const { kind } = likelihood;
      const bernoulli = kind === "bernoulli";
      const found = openPixel(
        reading,
        likelihood,
        unit.place * size.channels + unit.unit,
        traced.decoded === null,
      );
      const [x, a, p, nats] = [found.x, found.output, found.pixel.recomputed, found.cost].map(digits) as [
        string,
        string,
        string,
        string,
      ];
      pixel.show({
        title: words.pixel.title,
        formulas: bernoulli
          ? [
              formula("p", "=", fraction("1", row("1", "+", sup("e", row("−", "a"))))),
              formula(fraction("1", row("1", "+", sup("e", row("−", operand(a))))), "=", p),
            ]
          : [formula("min", bracketed("1", ",", "max", bracketed("0", ",", operand(a))), "=", p)],
        said: bernoulli ? words.pixel.bernoulli(a, p) : words.pixel.mean(a, p),
        checked: found.pixel,
        code: bernoulli
          ? `torch.sigmoid(torch.tensor(${found.output}))`
          : `torch.tensor(${found.output}).clamp(0, 1)`,
        digits,
      });

      const scale =
        kind === "gaussian"
          ? Math.sqrt(likelihood.variance)
          : found.logScale === null
            ? 1
            : Math.exp(found.logScale);
      const s = digits(scale);
      const least = digits(found.least);
      const { cost: about } = words;
      const gaussian = (value: string, mean: string, sigma: string) => [
        fraction(sup(bracketed(operand(value), "−", operand(mean)), "2"), row("2", sup(sigma, "2"))),
        "+",
        fraction("1", "2"),
        of("ln", bracketed("2", "π", sup(sigma, "2"))),
      ];
      const cdf = (value: string, mean: string, sign: string, half: string, scale: string) =>
        row("S", bracketed(fraction(row(operand(value), "−", operand(mean), sign, half), scale)));
      /** The lowest and the highest bin reach to infinity. */
      const logistic = (value: string, mean: string, half: string, scale: string, pixel = 0.5) => {
        const upper = pixel > 1 - halfStep ? "1" : cdf(value, mean, "+", half, scale);
        const lower = pixel < halfStep ? "0" : cdf(value, mean, "−", half, scale);
        return ["−", of("ln", bracketed(upper, "−", lower))];
      };
      const crossEntropy = (value: string, p: string, rest: Element) => [
        "−",
        value,
        "·",
        of("ln", p),
        "−",
        bracketed("1", "−", value),
        "·",
        of("ln", rest),
      ];
      const [general, own, said] = bernoulli
        ? [
            crossEntropy("x", "p", bracketed("1", "−", "p")),
            crossEntropy(x, p, operand(digits(1 - found.pixel.recomputed))),
            about.bernoulli(x, p, nats),
          ]
        : kind === "discretisedLogistic"
          ? [
              logistic("x", "m", "h", "s"),
              logistic(x, a, digits(halfStep), s, found.x),
              about.logistic(x, a, s, nats),
            ]
          : [gaussian("x", "m", "σ"), gaussian(x, a, s), about.mean(x, a, s, nats)];
      cost.show({
        title: about.title,
        formulas: [formula(...general), formula(...own, "=", nats)],
        said: `${said} ${about.least[kind](least)}`,
        checked: found.costOfAll && { ...found.costOfAll, before: about.all },
        code: costCode(likelihood, found),
        digits,
      });
      const [from, to] = bernoulli
        ? [edge, 1 - edge]
        : [Math.min(0, found.output), Math.max(1, found.output)];
      const xs = Array.from({ length: points }, (_, i) => from + ((to - from) * i) / (points - 1));
      const output = (at: number) => (bernoulli ? Math.log(at / (1 - at)) : at);
      const costAt = (at: number) => natsOf({ likelihood, logScale: found.logScale }, output(at), found.x);
      const at = bernoulli ? Math.min(to, Math.max(from, found.pixel.recomputed)) : found.output;
      curve.update({
        xs,
        ys: xs.map(costAt),
        point: { x: at, y: costAt(at) },
        floor: found.least,
        along: bernoulli ? about.along.bernoulli : about.along.mean,
        label: about.label(x, bernoulli ? p : a, nats),
      });
    },
    destroy: () => curve.destroy(),
  };
}

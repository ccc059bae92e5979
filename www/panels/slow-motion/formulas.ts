import { fiveDigits, number } from "../../text/format";
import { bracketed, formula, fraction, of, row, sub, sup } from "../unit/mathml";

const squared = (name: string) => sup(name, "2");
const half = () => fraction("1", "2");
/** The loss's derivative by something. */
const by = (...what: (Element | string)[]) => fraction(row("∂", "L"), row("∂", ...what));
const logVariance = () => of("log", squared("σ"));

/** What a stage of a step computes, as MathML. */
export const formulas = {
  posterior: () => [formula("σ", "=", of("exp", bracketed(half(), logVariance())))],
  sample: () => [formula("z", "=", "μ", "+", "σ", "ε")],
  pixel: () => [
    formula(
      sub("cost", "pixel"),
      "=",
      "−",
      "x",
      of("log", "p"),
      "−",
      bracketed("1", "−", "x"),
      of("log", bracketed("1", "−", "p")),
    ),
  ],
  kl: () => [
    formula(
      sub("KL", "dimension"),
      "=",
      half(),
      bracketed(squared("μ"), "+", squared("σ"), "−", logVariance(), "−", "1"),
    ),
  ],
  /** By the decoder's output, of one image of `size`. */
  output: (size: number) => [
    formula(by("logit"), "=", fraction(row("p", "−", "x"), "n"), ",", "n", "=", number(size)),
  ],
  split: (beta: number, size: number) => [
    formula(by("μ"), "=", by("z"), "+", fraction(row("β", "μ"), "n")),
    formula(
      by(logVariance()),
      "=",
      half(),
      by("z"),
      "ε",
      "σ",
      "+",
      half(),
      fraction(row("β", bracketed(squared("σ"), "−", "1")), "n"),
    ),
    formula("β", "=", fiveDigits(beta), ",", "n", "=", number(size)),
  ],
};

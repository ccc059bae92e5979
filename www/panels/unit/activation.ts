import type { Activation } from "../../engine/protocol";
import { activations, slope } from "../../inside/arithmetic/activation";
import { text } from "../../text/later";
import { mountFunctionCurve } from "../../views/curve";
import { activationCode } from "./code";
import { bracketed, formula, fraction, operand, row, sup } from "./mathml";
import type { Opened } from "./opened";
import { createStep } from "./step";

const words = text.unit.activation;

/** What an activation makes of a value that is written so. */
const made: Record<Activation, (x: string) => Element> = {
  relu: (x) => row("max", bracketed("0", ",", x)),
  leakyRelu: (x) => row("max", bracketed(String(slope), "·", operand(x), ",", x)),
  gelu: (x) => row(operand(x), "·", "Φ", bracketed(x)),
  silu: (x) => fraction(x, row("1", "+", sup("e", row("−", operand(x))))),
  tanh: (x) => row("tanh", bracketed(x)),
};

/** Points of the curve. */
const points = 241;

export function mountActivation(host: HTMLElement) {
  const step = createStep(host, "activation");
  const curve = mountFunctionCurve(step.body);
  return {
    update(opened: Opened | null) {
      const activation = opened?.value.activation;
      if (!opened || !activation) return step.show(null);
      const { digits, block } = opened;
      const kind = block.activation!;
      const { x, shown, recomputed } = activation;
      const [at, y] = [digits(x), digits(recomputed)];
      step.show({
        title: words.title(words.names[kind]),
        formulas: [formula("y", "=", made[kind]("x")), formula(made[kind](at), "=", y)],
        said: words.said[kind](at, y, x < 0),
        checked: activation,
        code: activationCode(block, x, shown),
        digits,
      });
      const reach = Math.max(4, Math.abs(x) * 1.2);
      const xs = Array.from({ length: points }, (_, i) => ((2 * i) / (points - 1) - 1) * reach);
      curve.update({
        xs,
        ys: xs.map(activations[kind]),
        point: { x, y: recomputed },
        along: words.along,
        label: words.label(words.names[kind], at, y),
      });
    },
    destroy: () => curve.destroy(),
  };
}

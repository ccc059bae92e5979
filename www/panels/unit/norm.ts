import { epsilon } from "../../inside/arithmetic/norm";
import { text } from "../../text/later";
import { normCode } from "./code";
import { formula, fraction, operand, root, row, sup } from "./mathml";
import type { Opened } from "./opened";
import { createStep } from "./step";

const words = text.unit.norm;

export function mountNorm(host: HTMLElement) {
  const step = createStep(host, "norm");
  return {
    update(opened: Opened | null) {
      const norm = opened?.value.norm;
      if (!opened || !norm) return step.show(null);
      const { digits, block } = opened;
      const { operands, shown } = norm;
      const { x, mean, variance, gamma, beta } = operands;
      const [, m, v, g, b] = [x, mean, variance, gamma, beta].map(digits) as [
        string,
        string,
        string,
        string,
        string,
      ];
      const { group } = operands;
      const moments = group
        ? words.groupSaid(group.first + 1, group.first + group.channels, group.values, m, v)
        : words.batchSaid(m, v);
      const standard = (x: string, mean: string, variance: Parameters<typeof root>[0], eps: string) =>
        fraction(row(operand(x), "−", operand(mean)), root(variance, "+", eps));
      step.show({
        title: group ? words.group : words.batch,
        formulas: [
          formula("y", "=", fraction(row("x", "−", "μ"), root(sup("σ", "2"), "+", "ε")), "γ", "+", "β"),
          formula(
            standard(digits(x), m, v, digits(epsilon)),
            "×",
            operand(g),
            "+",
            operand(b),
            "=",
            digits(norm.recomputed),
          ),
        ],
        said: `${moments} ${words.scaled(g, b, digits(shown))}`,
        checked: norm,
        code: normCode(block, operands, shown),
        digits,
      });
    },
  };
}

import type { Evidence } from "./evidence";
import type { Finding } from "./finding";
import { leakyRelu, rate } from "./remedies";
import { thresholds } from "./thresholds";

/**
 * Most units of the ReLU layers, or nearly all of one, give 0 whatever the image: nothing flows back through them, so they
 * stay as they are.
 */
export function deadUnits({ options, dead }: Evidence): Finding<"deadUnits"> | null {
  if (!dead || dead.layers.length === 0) return null;
  const shares = dead.layers.map(({ dead, units }) => dead / units);
  const share = shares.reduce((sum, layer) => sum + layer, 0) / shares.length;
  const worst = Math.max(...shares);
  const limits = thresholds.deadUnits;
  if (!(share > limits.share || worst > limits.layer)) return null;
  return {
    name: "deadUnits",
    values: { share, worst, images: dead.images },
    remedies: [rate(options, 1 / 10, true), leakyRelu],
  };
}

/** The same of some units, without which a model does well. */
export function someDeadUnits(evidence: Evidence): Finding<"someDeadUnits"> | null {
  const { dead } = evidence;
  if (!dead || deadUnits(evidence)) return null;
  const { layers, images } = dead;
  const all = layers.reduce((sum, layer) => sum + layer.dead, 0);
  if (all < thresholds.someDeadUnits.units) return null;
  return { name: "someDeadUnits", values: { layers, images }, remedies: [leakyRelu] };
}

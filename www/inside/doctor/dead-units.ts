import type { Evidence } from "./evidence";
import type { Finding } from "./finding";
import { leakyRelu, rate } from "./remedies";
import { thresholds } from "./thresholds";

/** Most units of the ReLU layers give 0 whatever the image: nothing flows back through them, so they stay as they are. */
export function deadUnits({ options, dead }: Evidence): Finding<"deadUnits"> | null {
  if (!dead || dead.shares.length === 0) return null;
  const { shares, images } = dead;
  const share = shares.reduce((sum, layer) => sum + layer, 0) / shares.length;
  if (!(share > thresholds.deadUnits.share)) return null;
  return {
    name: "deadUnits",
    values: { share, worst: Math.max(...shares), images },
    remedies: [rate(options, 1 / 10, true), leakyRelu],
  };
}

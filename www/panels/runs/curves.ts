import type { Curves } from "../../run/history";
import type { KeptRun } from "../../run/compare/kept-run";
import type { Lines } from "../../views/lines";

/** One quantity of all runs over their epochs: of test images where they have such, else of training images. */
export function curvesOf(runs: readonly KeptRun[], of: "reconstruction" | "kl"): Lines {
  const curves = runs.map(({ moment }) => {
    const [epochs, train, test]: Curves = moment.record.history[of];
    const values = test.some((value) => value !== null) ? test : train;
    return new Map(epochs.map((epoch, i) => [epoch, values[i] ?? null]));
  });
  const steps = [...new Set(curves.flatMap((curve) => [...curve.keys()]))].sort((a, b) => a - b);
  return {
    steps,
    names: runs.map(({ name }) => name),
    columns: curves.map((curve) => steps.map((epoch) => curve.get(epoch) ?? null)),
  };
}

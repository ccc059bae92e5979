import type { State } from "../../run/store";
import { text } from "../../text/later";
import { basisOf } from "./fitting";
import { parameters, type Report } from "./report";

const words = text.mixture.status;

/** What the mixture was fitted to, or what it waits for, and what is to be known of it. */
export function describeState(state: Readonly<State>, report: Report | null, follows: boolean): string {
  const { mixture, step, embedding, options } = state;
  const notes: string[] = [];
  if (!basisOf(state))
    notes.push(embedding ? words.embedding(embedding.done, embedding.images) : words.waiting);
  else if (!mixture) notes.push(words.none);
  if (mixture) {
    const { mixture: fitted, iterations, converged } = mixture;
    notes.push(words.fitted(fitted.weights.length, iterations, converged, mixture.step));
    if (mixture.step !== step && !follows) notes.push(words.stale);
    const numbers = parameters(fitted);
    if (report && numbers > report.images.train) notes.push(words.many(numbers, report.images.train));
  }
  if (options.model.latent === 1) notes.push(words.flat);
  if (step === 0) notes.push(words.untrained);
  return notes.join(" ");
}

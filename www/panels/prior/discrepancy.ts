import { h, setText } from "../../dom";
import type { InstrumentClient } from "../../instrument/client";
import type { Estimate, PointSet } from "../../instrument/protocol";
import { text } from "../../text/later";
import { fixed } from "../../text/format";
import { createLatest } from "../latest";
import { drawPrior } from "./draw";

const words = text.prior.discrepancy;

/** The instrument compares no more. */
const most = 1000;
/** Nor fewer. */
const least = 4;
/** Of the draws of the prior, which are others than those that codes are drawn with. */
const seed = 1_000_003;

interface Asked {
  codes: PointSet;
  step: number;
}

/** Compares codes with as many draws of the prior, when the model rests. */
export function mountDiscrepancy(host: HTMLElement, instrument: InstrumentClient) {
  const value = h("p", { class: "measured" });
  const verdict = h("p", { class: "help" });
  const bar = h("progress", { "aria-label": words.measuring, max: 1, hidden: true });
  host.append(h("h3", {}, words.title), value, bar, verdict);
  let asked: Asked | null = null;

  function show({ value: found, low, high, points }: Estimate, step: number): void {
    setText(value, words.measured(fixed(found, 4), fixed(low, 4), fixed(high, 4)));
    setText(verdict, `${low > 0 ? words.differs : words.same} ${words.about(points[0], step)}`);
  }
  const latest = createLatest(
    async ({ codes, step }: Asked, signal) => {
      const { values, dimensions } = codes;
      const count = Math.min(most, values.length / dimensions);
      if (count < least) return setText(verdict, words.few(least));
      setText(verdict, words.measuring);
      bar.hidden = false;
      try {
        const b = await drawPrior(instrument, { count, dimensions, seed }, signal);
        const onProgress = (done: number) => (bar.value = done);
        const args = { a: codes, b, seed };
        show((await instrument.call("compare", args, { signal, onProgress })).discrepancy, step);
      } finally {
        bar.hidden = true;
      }
    },
    (error) => setText(verdict, error.message),
  );

  return {
    /** Codes of a model that rests; null of one that trains, which are not compared. */
    update(codes: PointSet | null, step: number) {
      if (codes === (asked?.codes ?? null)) return;
      latest.end();
      asked = codes && { codes, step };
      if (asked) latest.ask(asked);
      else if (value.textContent === "") setText(verdict, words.training);
    },
    destroy: () => latest.end(),
  };
}

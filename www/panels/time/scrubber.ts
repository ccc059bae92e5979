import { h } from "../../dom";
import type { Snapshot } from "../../run/past/snapshot";
import { text } from "../../text/later";
import { told } from "./moment";

const words = text.time;

/** The kept moment that lies nearest to a step; -1 where none is kept. */
export const nearest = (kept: readonly Snapshot[], step: number): number =>
  kept.reduce(
    (best, snapshot, i) =>
      best < 0 || Math.abs(snapshot.step - step) < Math.abs(kept[best]!.step - step) ? i : best,
    -1,
  );

/** A slider over the moments that are kept, and where `withNow` over the present after them. */
export function createScrubber(
  label: string,
  {
    withNow,
    signal,
    onChoose,
  }: { withNow: boolean; signal: AbortSignal; onChoose(chosen: Snapshot | null): void },
) {
  const slider = h("input", { type: "range", min: 0, step: 1, "aria-label": label });
  const at = h("output", {});
  const element = h("label", { class: "time-scrubber" }, h("span", {}, label), slider, at);
  let kept: readonly Snapshot[] = [];
  const said = (chosen: Snapshot | null) => (chosen ? told(chosen) : words.now);
  slider.addEventListener("input", () => onChoose(kept[Number(slider.value)] ?? null), { signal });
  return {
    element,
    slider,
    /** More are kept, or fewer; what is chosen stays so, also where it is no longer kept. */
    update(snapshots: readonly Snapshot[], chosen: Snapshot | null) {
      kept = snapshots;
      slider.max = String(Math.max(0, withNow ? kept.length : kept.length - 1));
      slider.value = String(chosen ? nearest(kept, chosen.step) : kept.length);
      slider.disabled = kept.length === 0;
      slider.setAttribute("aria-valuetext", said(chosen));
      at.textContent = said(chosen);
    },
  };
}

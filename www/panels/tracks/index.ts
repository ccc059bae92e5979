import { h, setText } from "../../dom";
import type { Layer } from "../../plane/layer";
import { report } from "../../run/problem";
import type { State } from "../../run/store";
import type { Found } from "../../scene/found";
import { defaults, range } from "../../instrument/limits";
import { createFieldEditors } from "../../settings/kit/field-editors";
import { text } from "../../text/later";
import { mountFunctionCurve } from "../../views/curve";
import { drawOnMap } from "../map-layers";
import { needsNumbers, type Panel } from "../panel";
import { Following, type Followed } from "./following";
import { mountTrackTable } from "./track-table";

const words = text.scene.tracks;

/** Tracks whose codes are drawn on the map: more are a tangle. */
const mostOnMap = 20;

/** The codes of the longest tracks as lines from frame to frame. */
function onMap({ histories }: Followed): Layer[] {
  const longest = histories.toSorted((one, other) => other.frames - one.frames).slice(0, mostOnMap);
  return longest
    .filter(({ codes }) => codes.length > 1)
    .map(({ codes, color }) => ({
      kind: "line",
      color,
      points: Float32Array.from(codes.flatMap((code) => [...code])),
    }));
}

/** Objects that are found frame by frame, followed over the frames. */
export const tracks: Panel<never> = {
  name: "tracks",
  kind: "tracks-card",
  title: () => words.title,
  caption: () => words.caption,
  needs: needsNumbers,
  shows: ["scene", "found", "searching"],
  mount(host, { store, instrument }) {
    const released = new AbortController();
    const { signal } = released;
    const { state } = store;
    const following = new Following(instrument);
    const { number } = createFieldEditors(signal);
    const initial = defaults.tracker;
    const overlap = number({
      label: words.overlap,
      help: words.overlapHelp,
      initial: initial.overlap,
      range: [0, 1],
    });
    const minHits = number({
      label: words.minHits,
      help: words.minHitsHelp,
      initial: initial.minHits,
      range: range("trackHits"),
      whole: true,
    });
    const maxAge = number({
      label: words.maxAge,
      help: words.maxAgeHelp,
      initial: initial.maxAge,
      range: range("trackMisses"),
      whole: true,
    });
    const fields = [overlap, minHits, maxAge];
    const on = h("input", { type: "checkbox", checked: true });
    const form = h(
      "form",
      { class: "source-form", "aria-label": words.title },
      ...fields.map(({ element }) => element),
      h("label", { class: "check" }, on, words.on),
    );
    form.addEventListener("submit", (event) => event.preventDefault(), { signal });
    const said = h("p", { class: "help", role: "status" });
    const chart = h("div", { class: "track-chart", hidden: true });
    const list = h("div");
    host.append(form, said, chart, list);
    const curve = mountFunctionCurve(chart);
    const table = mountTrackTable(list);

    function show(): void {
      const { followed } = following;
      const { histories, seconds, counts } = followed;
      table.update(histories);
      chart.hidden = seconds.length < 2;
      if (seconds.length > 1)
        curve.update({
          xs: seconds,
          ys: counts,
          point: { x: seconds.at(-1)!, y: counts.at(-1)! },
          along: words.seconds,
          label: words.chart(counts.at(-1)!, Math.max(...counts)),
        });
      setText(said, describe(state, followed));
    }

    function describe({ scene, searching }: Readonly<State>, { histories, seconds }: Followed): string {
      if (seconds.length > 0) return words.followed(histories.length, seconds.length);
      if (scene && scene.seconds === null) return words.still;
      return searching ? words.waiting : words.off;
    }

    /** The frame that was followed last: what was found in it may be named anew. */
    let taken: unknown = null;
    async function follow(found: Found): Promise<void> {
      const [least, hits, age] = [overlap.read(), minHits.read(), maxAge.read()];
      if ("wrong" in least || "wrong" in hits || "wrong" in age) return;
      const options = { overlap: least.value, minHits: hits.value, maxAge: age.value };
      const followed = await following.take(found, options, signal);
      const latest = state.found;
      if (latest?.scene === found.scene) {
        // Their names may be others by now.
        const objects = latest.objects.map((object, at) => {
          const { identity, trail } = followed[at]!;
          return { ...object, identity, trail };
        });
        store.set({ found: { ...latest, objects } });
      }
      drawOnMap(store, "tracks", onMap(following.followed));
      show();
    }
    // At once, so that no frame is left out.
    store.listen((changed) => {
      const { found } = state;
      if (!changed.has("found")) return;
      if (!found) following.forget();
      if (!found || !on.checked || found.scene.seconds === null || found.scene === taken) return;
      taken = found.scene;
      follow(found).catch((error: Error) => !signal.aborted && report(store, error));
    });

    return {
      update: show,
      destroy() {
        released.abort();
        drawOnMap(store, "tracks", []);
        curve.destroy();
      },
    };
  },
};

import { h, setText } from "../../dom";
import type { FittedMixture } from "../../instrument/protocol";
import { watchPlace } from "../../run/sight";
import type { State } from "../../run/store";
import { text } from "../../text/later";
import { createLatest } from "../latest";
import { needsNumbers, type Panel } from "../panel";
import { split } from "../codes";
import { basisOf, createFitting } from "./fitting";
import { createMixtureForm } from "./form";
import { mountMembers } from "./members";
import { mountMixtureOnMap } from "./mixture-on-map";
import { describe, type Report } from "./report";
import { createResults, type DecodedMeans } from "./results";
import { describeState } from "./status";
import { colorsOf } from "./tables";

const words = text.mixture;

/** Gaussians fitted to where the encoder puts the images. */
export const mixture: Panel<DecodedMeans> = {
  name: "mixture",
  kind: "instrument",
  title: () => words.title,
  caption: () => words.caption,
  needs: needsNumbers,
  embeds: true,
  question: ({ mixture }) =>
    mixture && {
      key: [mixture],
      ask: async (vae) => ({
        mixture,
        images: await vae.decode(Float32Array.from(mixture.mixture.means)),
      }),
    },
  shows: ["mixture", "latents", "embedding", "step", "phase", "dataset", "options"],
  mount(host, { dataset, stack, store, instrument }) {
    const { state } = store;
    const { images } = dataset;
    const released = new AbortController();
    const { signal } = released;
    const place = watchPlace(host);

    const form = createMixtureForm(signal, () => images.shape[0] - (images.testRows?.length ?? 0));
    const keep = h("input", { type: "checkbox" });
    const checks = h("div", { class: "checks" }, h("label", { class: "check" }, keep, words.keep));
    const bar = h("progress", { "aria-label": words.fitting, max: 1, hidden: true });
    const said = h("p", { class: "help", role: "status" });
    const fitting = createFitting(store, instrument, show);
    const results = createResults(stack, () => state.dataset!.classNames, fitting.choose);
    host.append(form.element, checks, bar, said, results.element);
    const members = mountMembers(results.members, instrument);
    /** It goes on with the model while its workspace is shown. */
    const follows = () => keep.checked && place.placed;
    const onMap = mountMixtureOnMap(checks, store, instrument, follows, signal);
    /** What is described, or is being. */
    let subject: { mixture: FittedMixture; labels: unknown } | null = null;
    let report: Report | null = null;
    let problem: string | null = null;

    const describing = createLatest(
      async (asked: NonNullable<State["mixture"]>, signal) => {
        const { classNames, images } = state.dataset!;
        const { labels, testRows } = images;
        const codes = { ...split(asked.latents, testRows), labels, classes: classNames.length };
        const found = await describe(instrument, codes, asked, signal);
        // Of another column, it is asked again.
        if (asked !== state.mixture || labels !== state.dataset?.images.labels) return;
        report = found;
        onMap.outline(asked.mixture, colorsOf(found));
        results.show(asked, found);
        show();
      },
      (error) => {
        problem = error.message;
        show();
      },
    );

    function show(): void {
      const { done } = fitting;
      form.cancel.hidden = bar.hidden = done === null;
      bar.value = done ?? 0;
      form.fit.disabled = done !== null || !basisOf(state);
      results.element.hidden = !report;
      const now = done === null ? null : words.status.fitting(done);
      setText(said, now ?? fitting.problem ?? problem ?? describeState(state, report, follows()));
    }
    function fit(): void {
      const wanted = form.read();
      if (wanted) fitting.fit(wanted);
    }
    form.element.addEventListener(
      "submit",
      (event) => {
        event.preventDefault();
        fit();
      },
      { signal },
    );
    form.cancel.addEventListener("click", fitting.cancel, { signal });
    keep.addEventListener(
      "change",
      () => {
        if (keep.checked) fit();
        onMap.update();
        show();
      },
      { signal },
    );
    store.watch(["hovered", "pointed", "mixture"], (now) => place.placed && members.update(now));

    return {
      update(answer, { mixture, dataset }) {
        const { labels } = dataset!.images;
        if (!mixture) {
          subject = report = problem = null;
          describing.end();
        } else if (subject?.mixture !== mixture || subject.labels !== labels) {
          subject = { mixture, labels };
          problem = null;
          results.choice(fitting.curve, mixture);
          describing.ask(mixture);
        }
        results.picture(answer);
        if (follows()) fitting.follow();
        show();
      },
      destroy() {
        released.abort();
        place.destroy();
        fitting.destroy();
        describing.end();
        members.destroy();
        onMap.destroy();
        results.destroy();
      },
    };
  },
};

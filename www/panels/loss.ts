import { h, uniqueId } from "../dom";
import { emptyHistory } from "../run/history";
import { likelihoodWords } from "../run/likelihoods";
import { text } from "../text";
import { mountLossChart } from "../views/loss-chart";
import type { Panel } from "./panel";

const words = text.panels.loss;
const { save } = text.panels;

/** The curves of both parts of the loss. */
export const loss: Panel<never> = {
  name: "loss",
  kind: "loss",
  title: () => words.title,
  caption: () => words.caption,
  shows: ["history", "options"],
  mount(host, { dataset, tools }) {
    tools.append(words.unit);
    const group = uniqueId("epochs");
    const chart = (title: string) => {
      const place = h("div", { class: "chart-host" });
      host.append(place);
      return mountLossChart(place, { title, group });
    };
    const reconstruction = chart(words.reconstruction);
    const kl = chart(words.kl);
    let curves = emptyHistory();
    return {
      update(_, { history, options }) {
        curves = history;
        const { marks } = likelihoodWords(options.model.likelihood);
        reconstruction.update(history.reconstruction, marks(dataset.references));
        kl.update(history.kl);
      },
      files: () => [
        {
          label: save.curves,
          ending: "csv",
          make: async () => (await import("../export/curves")).curvesCsv(curves),
        },
        {
          label: save.chart(words.reconstruction),
          part: "reconstruction",
          ending: "svg",
          make: reconstruction.svg,
        },
        { label: save.chart(words.kl), part: "kl", ending: "svg", make: kl.svg },
      ],
      destroy() {
        reconstruction.destroy();
        kl.destroy();
      },
    };
  },
};

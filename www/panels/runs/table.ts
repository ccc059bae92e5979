import { h } from "../../dom";
import { csvLine } from "../../export/csv";
import { differences } from "../../run/compare/settings";
import { measuredOn, type KeptRun } from "../../run/compare/kept-run";
import { text as page } from "../../text";
import { text } from "../../text/later";
import { fixed, number, significant } from "../../text/format";
import { isolated } from "../../text/isolate";

const words = text.runs.table;

/** What runs are measured on, in words. */
export const onWhich = (runs: readonly KeptRun[]) =>
  text.runs.curves[runs[0] ? measuredOn(runs[0].moment.dataset) : "test"];

const labelOf = (path: string): string =>
  (page.settings.options as Record<string, { label?: string } | undefined>)[path]?.label ?? path;

/** Each run's name, the settings in which they differ, and what came of it. */
export function runTable(
  runs: readonly KeptRun[],
  { onOpen, onRemove }: { onOpen(run: KeptRun): void; onRemove(run: KeptRun): void },
): HTMLElement {
  const { paths, values } = differences(runs.map(({ moment }) => moment.options));
  const results = [words.epochs, words.loss, words.reconstruction, words.kl, words.units, words.seconds];
  const head = [words.run, ...paths.map(labelOf), ...results].map((name) => h("th", { scope: "col" }, name));
  const rows = runs.map((run, i) => {
    const { losses, activeUnits, secondsPerEpoch } = run.results;
    const cells = [
      ...values[i]!,
      number(Math.round(run.moment.epoch * 10) / 10),
      fixed(losses.reconstruction + losses.kl, 2),
      fixed(losses.reconstruction, 2),
      fixed(losses.kl, 2),
      `${activeUnits}/${run.latents.latent}`,
      Number.isFinite(secondsPerEpoch) ? significant(secondsPerEpoch, 2) : "–",
    ];
    const open = h("button", { type: "button", "aria-label": words.opens(run.name) }, words.open);
    open.addEventListener("click", () => onOpen(run));
    const remove = h("button", { type: "button", "aria-label": words.removes(run.name) }, words.remove);
    remove.addEventListener("click", () => onRemove(run));
    const key = h("span", { class: "swatch" });
    key.style.setProperty("--swatch", `var(--class-${i % 10})`);
    return h(
      "tr",
      {},
      h("th", { scope: "row" }, key, " ", isolated(run.name)),
      ...cells.map((cell) => h("td", {}, cell)),
      h("td", {}, h("div", { class: "buttons" }, open, remove)),
    );
  });
  return h(
    "table",
    { class: "figures-table" },
    h("caption", {}, words.title(onWhich(runs))),
    h("thead", {}, h("tr", {}, ...head, h("td"))),
    h("tbody", {}, ...rows),
  );
}

/** The same as a CSV file, with all digits, names of settings as the options have them. */
export function runsCsv(runs: readonly KeptRun[]): Blob {
  const { paths, values } = differences(runs.map(({ moment }) => moment.options));
  const results = ["epochs", "negative_elbo", "reconstruction", "kl", "active_units", "seconds_per_epoch"];
  const lines = runs.map(({ name, moment, results: { losses, activeUnits, secondsPerEpoch } }, i) => {
    const loss = losses.reconstruction + losses.kl;
    const seconds = Number.isFinite(secondsPerEpoch) ? secondsPerEpoch : "";
    const measured = [moment.epoch, loss, losses.reconstruction, losses.kl, activeUnits, seconds];
    return csvLine([name, measuredOn(moment.dataset), ...values[i]!, ...measured]);
  });
  return new Blob([csvLine(["run", "split", ...paths, ...results]), ...lines], { type: "text/csv" });
}

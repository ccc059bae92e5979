import { h, setText } from "../dom";
import type { Dataset, Display } from "../data/dataset";
import { describe, describeSkipped, describeSplit } from "../data/describe";
import { text } from "../text";
import { isolated } from "../text/isolate";
import { takeRows } from "../views/raster";
import { mountStrip } from "../views/strip";
import { createField } from "./kit/fields";

const mostSamples = 12;

/** Some images from all of the set, whose classes may come one after another. */
function samples({ images: { pixels, shape }, display }: Dataset) {
  const [count, height, width, channels] = shape;
  const shown = Math.min(mostSamples, count);
  const rows = Array.from({ length: shown }, (_, n) => Math.floor((n * count) / shown));
  return takeRows({ pixels, height, width, channels, display }, rows);
}

interface Choices {
  /** Another column holds the labels; "0" for none. */
  onColumn(column: string): void;
  /** Another column of the set is to colour and name the images. */
  onLabels(column: number): void;
  onDisplay(display: Display): void;
}

/** What was loaded: samples, numbers, split, what was skipped, and what can be put right at once. */
export function mountReceipt(
  host: HTMLElement,
  { onColumn, onLabels, onDisplay }: Choices,
  signal: AbortSignal,
) {
  const loaded = h("p", { class: "loaded", role: "status" });
  const split = h("p", { class: "help" });
  const column = h("select", {});
  const columnField = createField(text.data.labelColumn, text.data.labelColumnHelp, column, signal);
  const unsure = h("p", { class: "help" }, text.data.labelColumnUnsure);
  const labels = h("select", {});
  const labelsField = createField(text.data.labelsShown, text.data.labelsShownHelp, labels, signal);
  const display = h(
    "select",
    {},
    h("option", { value: "ink" }, text.data.ink),
    h("option", { value: "brightness" }, text.data.brightness),
  );
  const displayField = createField(text.data.display, text.data.displayHelp, display, signal);
  const skipped = h("div", { class: "skipped" });
  const strip = h("div", {});
  const region = h(
    "section",
    { class: "receipt", "aria-label": text.data.receipt },
    loaded,
    strip,
    split,
    h("div", { class: "fields" }, columnField.element, labelsField.element, displayField.element),
    unsure,
    skipped,
  );
  host.append(region);
  /** Made with the first images: before, it is not on the page and has no colours. */
  let shown: ReturnType<typeof mountStrip> | undefined;
  column.addEventListener("change", () => onColumn(column.value), { signal });
  labels.addEventListener("change", () => onLabels(Number(labels.value)), { signal });
  display.addEventListener("change", () => onDisplay(display.value as Display), { signal });

  return {
    update(dataset: Dataset | null): void {
      region.hidden = !dataset;
      if (!dataset) return;
      const { receipt } = dataset;
      setText(loaded, text.data.loaded(describe(dataset)));
      const images = samples(dataset);
      shown ??= mountStrip(strip, text.data.receipt);
      shown.update(images, text.data.samples(Math.min(mostSamples, dataset.images.shape[0])));
      split.hidden = !receipt;
      if (receipt) setText(split, describeSplit(receipt.split));
      displayField.element.hidden = dataset.images.shape[3] !== 1;
      display.value = dataset.display;
      const found = receipt?.labelColumn;
      columnField.element.hidden = !found;
      unsure.hidden = !found || found.sure;
      column.replaceChildren(
        ...(found?.choices ?? []).map(({ number, name }) =>
          h("option", { value: number }, number > 0 ? text.data.column(number, name) : text.data.noColumn),
        ),
      );
      if (found) column.value = String(found.number);
      labelsField.element.hidden = dataset.columns.length < 2;
      labels.replaceChildren(
        ...dataset.columns.map(({ name }, at) => h("option", { value: at }, isolated(name))),
      );
      labels.value = String(dataset.column);
      const lines = receipt ? describeSkipped(receipt.skipped) : [];
      skipped.replaceChildren(
        ...(receipt && lines.length > 0
          ? [
              h(
                "details",
                {},
                h("summary", {}, text.data.skippedFiles(receipt.skipped.count)),
                h("ul", {}, ...lines.map((line) => h("li", {}, line))),
              ),
            ]
          : []),
      );
    },
    setDisabled(disabled: boolean): void {
      column.disabled = disabled;
    },
    destroy(): void {
      shown?.destroy();
      region.remove();
    },
  };
}

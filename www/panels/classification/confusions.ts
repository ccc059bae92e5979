import type { Dataset } from "../../data/dataset";
import { h, setText } from "../../dom";
import { pick } from "../../run/picks";
import type { Store } from "../../run/store";
import { text } from "../../text/later";
import { mountConfusion } from "../../views/confusion";
import { mountImageButtons } from "../../views/image-buttons";
import type { ImageStack } from "../../views/raster";
import { classCount, classNameOf } from "./points";
import type { Tested } from "./testing";

const words = text.classify.confusion;

/** As many images behind a cell are shown. */
const mostImages = 40;
/** A grid of more classes can't be read. */
const mostClasses = 40;

/** What a classifier confuses, and the images behind a cell, of these rows. */
export function mountConfusions(
  host: HTMLElement,
  { stack, store, rows }: { stack: ImageStack; store: Store; rows: Uint32Array },
) {
  let dataset: Dataset | null = null;
  let names: string[] = [];
  const shown = h("div", { class: "confusions" });
  const many = h("p", { class: "help" });
  const told = h("p", { class: "help", role: "status" });
  let tested: Tested | undefined;
  let cell: [truth: number, said: number] | null = null;
  const grid = mountConfusion(shown, (truth, said) => {
    cell = [truth, said];
    drawImages();
  });
  shown.append(told);
  const buttons = mountImageButtons(shown, stack, (row) => pick(store, row));
  host.append(shown, many);

  function drawImages(): void {
    const found: number[] = [];
    const { a, b } = store.state;
    tested?.said.forEach((said, i) => {
      const row = rows[i]!;
      if (cell && said === cell[1] && dataset!.images.labels![row] === cell[0]) found.push(row);
    });
    const most = found.slice(0, mostImages);
    const [truth, said] = (cell ?? [0, 0]).map((label) => names[label]!);
    setText(told, cell ? words.behind(found.length, most.length, truth!, said!) : words.hint);
    buttons.update(
      most.map((row) => ({ row, label: words.pick(row, row === a ? "A" : row === b ? "B" : "") })),
      words.images,
    );
  }

  store.watch(["a", "b"], drawImages);
  return {
    /** Takes the classes of these images in place of those before. */
    begin(next: Dataset) {
      dataset = next;
      names = Array.from({ length: classCount(next) }, (_, label) => classNameOf(next, label));
      setText(many, words.manyClasses(names.length));
      tested = undefined;
      cell = null;
    },
    update(next: Tested | undefined, label: string) {
      many.hidden = !next || names.length <= mostClasses;
      shown.hidden = !next || !many.hidden;
      if (shown.hidden || tested === next) return;
      tested = next;
      grid.update({ names, counts: next!.confusion.counts, selected: cell }, label);
      drawImages();
    },
    destroy() {
      grid.destroy();
      buttons.destroy();
    },
  };
}

import { h } from "../../dom";
import { text } from "../../text/later";
import { fixed } from "../../text/format";
import type { Space } from "./points";
import { wilson, type Score } from "./score";
import { spaces, type Entry } from "./suite";

const words = text.classify.classifiers;

/** Which classifier's confusions are shown. */
export interface Choice {
  method: number;
  space: Space;
}

const percent = (share: number) => fixed(100 * share, 1);
const note = (words: string) => h("span", { class: "note" }, words);

function scoreCell(score: Score | null): HTMLElement {
  if (!score) return h("td", { class: "note" }, words.noTest);
  const [low, high] = wilson(score);
  const share = h("strong", {}, words.percent(percent(score.right / score.of)));
  return h("td", {}, share, note(words.interval(percent(low), percent(high))));
}

/** What is known of one classifier in one space: two cells. */
function cellsOf(entry: Entry | undefined, pressed: boolean, step: number, about: Choice & { name: string }) {
  if (!entry) return [h("td", { class: "note" }, words.unknown), h("td", { class: "note" }, words.unknown)];
  const [train, test] = [scoreCell(entry.train), scoreCell(entry.test)];
  const old = entry.step !== null && entry.step !== step;
  for (const cell of [train, test]) cell.classList.toggle("old", old);
  if (old) train.append(note(words.atStep(entry.step!)));
  if (entry.method.kind === "mixture" && entry.method.covariance === "diagonal")
    train.append(note(words.diagonal));
  const { method, space, name } = about;
  const button = h("button", { type: "button", "aria-pressed": String(pressed) }, words.confusions);
  button.setAttribute("aria-label", words.confusionsOf(name, words.spaces[space]));
  Object.assign(button.dataset, { method, space });
  test.append(button);
  return [train, test];
}

/** Methods by spaces: accuracies, each with its interval, and a button that shows what was confused. */
export function mountAccuracyTable(host: HTMLElement, onChoose: (choice: Choice) => void) {
  const body = h("tbody");
  const heads = spaces.map((space) => h("th", { scope: "colgroup", colspan: 2 }, words.spaces[space]));
  const halves = spaces.flatMap(() => [words.train, words.test]);
  const head = h(
    "thead",
    {},
    h("tr", {}, h("td"), ...heads),
    h("tr", {}, ...[words.method, ...halves].map((name) => h("th", { scope: "col" }, name))),
  );
  const scroller = h("div", { class: "table-scroll" }, h("table", { class: "accuracies" }, head, body));
  host.append(scroller);
  const released = new AbortController();
  body.addEventListener(
    "click",
    ({ target }) => {
      const button = (target as Element).closest("button");
      if (!button) return;
      const { method, space } = button.dataset;
      onChoose({ method: Number(method), space: space as Space });
    },
    { signal: released.signal },
  );
  return {
    /** `names` are those of the methods. */
    update(names: string[], entries: Record<Space, (Entry | undefined)[]>, choice: Choice, step: number) {
      const rows = names.map((name, method) => {
        const cells = spaces.flatMap((space) => {
          const pressed = choice.method === method && choice.space === space;
          return cellsOf(entries[space][method], pressed, step, { method, space, name });
        });
        return h("tr", {}, h("th", { scope: "row" }, name), ...cells);
      });
      // The button that was pressed is a new one.
      const { activeElement } = body.getRootNode() as ShadowRoot;
      const focused = body.contains(activeElement);
      body.replaceChildren(...rows);
      if (focused) body.querySelector<HTMLElement>("[aria-pressed=true]")?.focus();
    },
    destroy() {
      released.abort();
      scroller.remove();
    },
  };
}

import { h, setText } from "../dom";
import type { Losses } from "../engine/protocol";
import type { Store } from "../run/store";
import { text } from "../text";
import { fixed } from "../text/format";
import { epochText } from "../text/epochs";

/** Nats to the second decimal; a dash where there are none yet. */
const nats = (value: number | undefined) => (value === undefined ? "–" : fixed(value, 2));

const terms = (losses: Losses | null) => [
  losses?.reconstruction,
  losses?.kl,
  losses ? losses.reconstruction + losses.kl : undefined,
];

/** The latest losses on training and test images, a row each. */
export function mountLosses(host: HTMLElement, store: Store) {
  const { run } = text.shell;
  const rows = (["train", "test"] as const).map((split) => {
    const cells = [h("td"), h("td"), h("td", { "data-fact": `${split}-loss` })];
    const name = split === "train" ? run.onTrain : run.onTest;
    return { split, cells, element: h("tr", {}, h("th", { scope: "row", class: split }, name), ...cells) };
  });
  const test = rows[1];
  const testedAt = h("small");
  test!.element.querySelector("th")!.append(" ", testedAt);
  const table = h(
    "table",
    { class: "losses" },
    h("caption", { class: "visually-hidden" }, run.losses),
    h(
      "tr",
      {},
      h("td"),
      ...[run.reconstruction, run.kl, run.negativeElbo].map((term) => h("th", { scope: "col" }, term)),
    ),
    ...rows.map(({ element }) => element),
  );
  table.title = run.losses;
  host.append(table);
  store.watch(["train", "test", "testEpoch", "epoch"], (now) => {
    for (const { split, cells } of rows)
      terms(now[split]).forEach((value, i) => setText(cells[i]!, nats(value)));
    // While training goes on, the test losses are those of an epoch before.
    const { epoch, testEpoch } = now;
    const before = testEpoch !== null && testEpoch !== epoch;
    setText(testedAt, before ? run.atEpoch(epochText(testEpoch)) : "");
    test!.element.classList.toggle("before", before);
  });
  return { destroy: () => table.remove() };
}

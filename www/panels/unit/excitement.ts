import { h, setText } from "../../dom";
import type { Split } from "../../engine/protocol";
import { text } from "../../text/later";
import { rough, percent } from "../../text/format";
import { mountImageButtons } from "../../views/image-buttons";
import { createChoice } from "../choice";
import { nameOf, type PanelContext } from "../panel";
import type { Opened } from "./opened";

const words = text.unit.excite;

/** How a unit answers to all images: asked for, since each of them has to go through the model. */
export function mountExcitement(host: HTMLElement, { dataset, stack, store, session }: PanelContext) {
  const released = new AbortController();
  const { signal } = released;
  let work: AbortController | null = null;
  let problem = "";
  let shown: Opened | null = null;
  let split: Split = dataset.images.testRows?.length ? "test" : "train";
  const choice = createChoice<Split>(words.split, words.splits, signal, (value) => (split = value));
  choice.show(split);
  choice.element.hidden = split === "train";
  const find = h("button", { type: "button" }, words.find);
  const stop = h("button", { type: "button" }, words.stop);
  const bar = h("progress", { "aria-label": words.working, max: 1 });
  const said = h("p", { class: "unit-said", role: "status" });
  const title = h("h3", {}, words.title);
  const element = h(
    "section",
    { class: "unit-step", "data-step": "excitement", "aria-label": words.title },
    title,
    h("div", { class: "buttons" }, choice.element, find, stop),
    bar,
    said,
  );
  host.append(element);
  const images = mountImageButtons(element, stack, (row) => store.set({ a: row, insideImage: null }));

  /** Of the unit that is shown, where it has been measured. */
  function measured() {
    const { unitStatistics } = store.state;
    const block = shown && unitStatistics?.result.blocks.find(({ block }) => block === shown!.unit.block);
    if (!block || !unitStatistics) return null;
    const { unit } = shown!.unit;
    const own = (of: number[]) => of.slice(unit * block.top, (unit + 1) * block.top);
    return {
      ...unitStatistics,
      active: block.active[unit]!,
      mean: block.mean[unit]!,
      rows: own(block.rows),
      values: own(block.values),
    };
  }

  function show(): void {
    // Only hidden layers are measured: those with an activation.
    element.hidden = !shown?.block.activation;
    if (!shown || element.hidden) return;
    const { phase } = store.state;
    find.disabled = work !== null || phase === "opening" || phase === "dead";
    stop.hidden = bar.hidden = work === null;
    const found = measured();
    const places = shown.size.height * shown.size.width > 1;
    const summary = found && [
      words.active(percent(found.active), found.result.images, places, rough(found.mean), found.step),
      ...(found.active === 0 ? [words.never] : []),
    ];
    setText(said, work ? words.working : problem || (summary?.join(" ") ?? words.idle));
    const buttons = (found?.rows ?? []).map((row, i) => {
      const caption = rough(found!.values[i]!);
      return { row, label: words.image(nameOf(store.state.dataset!, row), caption), caption };
    });
    images.update(buttons, words.images);
  }

  async function begin(): Promise<void> {
    const own = (work = new AbortController());
    problem = "";
    bar.removeAttribute("value");
    show();
    const { step } = store.state;
    const of = split;
    try {
      const onProgress = ({ images }: { images: number }, total: number) => void (bar.value = images / total);
      const result = await session.ask((vae) => vae.unitStatistics(of, { signal: own.signal, onProgress }));
      // Of fewer images than there are, nothing is said.
      if (result && !own.signal.aborted) store.set({ unitStatistics: { split: of, step, result } });
      if (result === null) problem = words.noSplit;
    } catch (error) {
      problem = (error as Error).message;
    }
    work = null;
    if (!signal.aborted) show();
  }
  find.addEventListener("click", () => void begin(), { signal });
  stop.addEventListener("click", () => work?.abort(), { signal });

  return {
    update(opened: Opened | null) {
      shown = opened;
      show();
    },
    destroy() {
      released.abort();
      work?.abort();
      images.destroy();
    },
  };
}

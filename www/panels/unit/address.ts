import { h, setText } from "../../dom";
import type { Block, Plan } from "../../engine/protocol";
import type { MapSize } from "../../inside/arithmetic/products";
import { blocksOf, Reading, sizeOf } from "../../inside/reading";
import type { Store } from "../../run/store";
import type { Unit } from "../../run/store/inside";
import { text } from "../../text/later";
import { blockNames } from "./names";
import { placed, stated } from "./opened";

const words = text.unit.address;

/** The value of a block that is largest, whatever its sign: where to begin. */
function strongest(values: Float32Array | null, { channels }: MapSize): Pick<Unit, "unit" | "place"> {
  let best = 0;
  (values ?? []).forEach((value, i) => {
    if (Math.abs(value) > Math.abs(values![best]!)) best = i;
  });
  return { unit: best % channels, place: Math.floor(best / channels) };
}

/** Where the value stands, layer, unit and place; each can be changed. */
export function mountAddress(host: HTMLElement, store: Store) {
  const released = new AbortController();
  const { signal } = released;
  const layer = h("select", {});
  const separator = () => h("span", { class: "unit-sign", "aria-hidden": "true" }, "›");
  const count = (label: string) => {
    const input = h("input", { type: "number", min: 1, step: 1, inputmode: "numeric" });
    const name = h("span", {}, label);
    const of = h("span", {});
    return { input, name, of, element: h("label", { class: "choice-line" }, name, input, of) };
  };
  const unit = count(words.unit);
  const [row, column] = [count(words.row), count(words.column)];
  const previous = h("button", { type: "button", "aria-label": words.previous, title: words.previous }, "‹");
  const next = h("button", { type: "button", "aria-label": words.next, title: words.next }, "›");
  const close = h("button", { type: "button", title: words.escape }, words.close);
  const rest = [
    h("span", { class: "unit-level" }, separator(), previous, unit.element, next),
    h("span", { class: "unit-level" }, separator(), row.element, column.element),
    close,
  ] as const;
  const element = h(
    "nav",
    { class: "unit-address", "aria-label": words.name },
    h("label", { class: "choice-line" }, h("span", {}, words.layer), layer),
    ...rest,
  );
  host.append(element);
  let plan: Plan | null = null;
  /** Of the block that is looked into. */
  let block: Block | null = null;
  let size: MapSize | null = null;

  /** The value by channel and place. */
  const at = (): Unit | null => {
    const { insideUnit } = store.state;
    return insideUnit && size && placed(insideUnit, size);
  };

  function change(part: Partial<Unit>): void {
    const unit = at();
    if (unit && block) store.set({ insideUnit: stated({ ...unit, ...part }, block) });
  }
  /** A whole number from 1 on; what is out of range is brought into it. */
  const read = (input: HTMLInputElement, most: number): number | null => {
    const value = Math.round(input.valueAsNumber);
    return Number.isFinite(value) ? Math.min(most, Math.max(1, value)) : null;
  };
  layer.addEventListener(
    "change",
    () => {
      const { traced } = store.state;
      if (layer.value === "" || !plan) return store.set({ insideUnit: null });
      const index = Number(layer.value);
      const chosen = blocksOf(plan)[index]!;
      const reading = traced && new Reading(plan, traced.pixels, traced.trace, traced.decoded);
      const start = strongest(reading?.output(index) ?? null, sizeOf(chosen));
      store.set({ insideUnit: stated({ block: index, ...start }, chosen) });
    },
    { signal },
  );
  unit.input.addEventListener(
    "change",
    () => {
      const value = size && read(unit.input, size.channels);
      if (value !== null) change({ unit: value - 1 });
      show();
    },
    { signal },
  );
  const move = (by: number) => () => {
    const unit = at();
    if (unit && size) change({ unit: Math.min(size.channels - 1, Math.max(0, unit.unit + by)) });
  };
  previous.addEventListener("click", move(-1), { signal });
  next.addEventListener("click", move(1), { signal });
  const place = () => {
    if (!size) return;
    const [down, across] = [read(row.input, size.height), read(column.input, size.width)];
    if (down !== null && across !== null) change({ place: (down - 1) * size.width + across - 1 });
    show();
  };
  row.input.addEventListener("change", place, { signal });
  column.input.addEventListener("change", place, { signal });

  /** Back to the layers, where another can be chosen. */
  function leave(): void {
    store.set({ insideUnit: null });
    layer.focus();
  }
  close.addEventListener("click", leave, { signal });

  const set = (input: HTMLInputElement, value: number, most: number) => {
    input.max = String(most);
    const own =
      document.activeElement === input || (input.getRootNode() as ShadowRoot).activeElement === input;
    // What is being typed stays until it is done.
    if (!own || input.valueAsNumber !== value) input.value = String(value);
  };
  function show(): void {
    const { traced, insideUnit } = store.state;
    const known = traced?.structure.plan ?? null;
    if (known !== plan) {
      plan = known;
      const groups = (plan ? blockNames(plan) : []).map(({ part, blocks }) =>
        h(
          "optgroup",
          { label: part },
          ...blocks.map(({ block, name }) => h("option", { value: block }, `${part} ${name}`)),
        ),
      );
      layer.replaceChildren(h("option", { value: "" }, words.none), ...groups);
    }
    layer.disabled = !plan;
    block = (insideUnit && plan && blocksOf(plan)[insideUnit.block]) ?? null;
    size = block ? sizeOf(block) : null;
    layer.value = block ? String(insideUnit!.block) : "";
    for (const part of rest) part.hidden = !size;
    const value = at();
    if (!size || !value) return;
    const { unit: channel, place } = value;
    const places = size.height * size.width;
    setText(unit.name, places > 1 ? words.channel : words.unit);
    set(unit.input, channel + 1, size.channels);
    setText(unit.of, words.of(size.channels));
    previous.disabled = channel <= 0;
    next.disabled = channel + 1 >= size.channels;
    rest[1].hidden = places === 1;
    set(row.input, Math.floor(place / size.width) + 1, size.height);
    set(column.input, (place % size.width) + 1, size.width);
    setText(row.of, words.of(size.height));
    setText(column.of, words.of(size.width));
  }

  return { element, update: show, leave, move, destroy: () => released.abort() };
}

import { h, setText } from "../../dom";
import type { Edit } from "../../engine/protocol";
import { held, inForce, released } from "../../inside/edits";
import { unitsOf, type Reading } from "../../inside/reading";
import { largest } from "../../inside/scales";
import { mayBeNegative, stageOf } from "../../inside/stages";
import type { Store, Unit } from "../../run/store";
import { text } from "../../text/later";
import { fixed, rough } from "../../text/format";
import { placeOf } from "./units";

const words = text.decoder.hold;

/** The unit that is chosen, to be switched off or held at a value, and all units that are. */
export function mountHold(host: HTMLElement, store: Store) {
  const gone = new AbortController();
  const { signal } = gone;
  const button = (name: string, onClick: () => void) => {
    const element = h("button", { type: "button" }, name);
    element.addEventListener("click", onClick, { signal });
    return element;
  };
  let reading: Reading | null = null;

  const said = h("p", { class: "hint", role: "status" });
  const off = button(words.off, () => hold(0));
  const free = button(words.free, () => {
    const target = targetOf(store.state.insideUnit);
    if (target) store.set({ insideEdits: released(store.state.insideEdits, target) });
  });
  const value = h("input", { type: "range", "aria-label": words.at });
  const shown = h("output", {});
  value.addEventListener("input", () => hold(value.valueAsNumber), { signal });
  const onlyPlace = h("input", { type: "checkbox" });
  onlyPlace.addEventListener("change", () => show(), { signal });
  const only = h("label", { class: "only-place" }, onlyPlace, words.onlyPlace);
  const allOn = button(words.allOn, () => store.set({ insideEdits: [] }));
  const list = h("div", { class: "held-units", role: "group", "aria-label": words.held });
  const element = h(
    "div",
    { class: "hold" },
    said,
    h(
      "div",
      { class: "hold-tools" },
      off,
      h("label", { class: "hold-at" }, h("span", {}, words.at), value, shown),
      free,
      only,
      allOn,
    ),
    list,
  );
  host.append(element);

  /** The unit, whole or at its place; null where none of the decoder is chosen. */
  function targetOf(unit: Unit | null): Omit<Edit, "value"> | null {
    if (!unit || !reading || unit.block < reading.plan.encoder.length) return null;
    const { block, place } = unit;
    return { block, unit: unit.unit, place: onlyPlace.checked && hasPlaces(block) ? place : null };
  }
  const hasPlaces = (block: number) => unitsOf(reading!.blocks[block]!).places > 1;
  function hold(value: number): void {
    const target = targetOf(store.state.insideUnit);
    if (target) store.set({ insideEdits: held(store.state.insideEdits, { ...target, value }) });
  }
  const layerName = (block: number) => words.layer(block + 1);
  function showUnit(unit: Unit, target: Omit<Edit, "value">, edits: readonly Edit[]): void {
    const block = reading!.blocks[unit.block]!;
    const output = reading!.output(unit.block)!;
    const now = output[unit.place * unitsOf(block).units + unit.unit]!;
    only.hidden = !hasPlaces(unit.block);
    setText(said, words.chosen(layerName(unit.block), unit.unit + 1, placeOf(block, unit), rough(now)));
    const edit = inForce(edits, target);
    free.disabled = !edit;
    // Room beyond what the layer gives now.
    const most = 2 * Math.max(largest(output), Math.abs(edit?.value ?? 0)) || 1;
    const at = edit?.value ?? now;
    // Under a finger the range stays as it is.
    if (!value.matches(":active")) {
      value.max = String(most);
      value.min = String(mayBeNegative(block, stageOf(block, "activation")) ? -most : 0);
      value.step = String(most / 200);
    }
    value.valueAsNumber = at;
    setText(shown, rough(at));
  }

  function show(): void {
    const { insideUnit: unit, insideEdits: edits } = store.state;
    const target = targetOf(unit);
    off.disabled = value.disabled = !target;
    allOn.disabled = edits.length === 0;
    if (unit && target) showUnit(unit, target, edits);
    else {
      free.disabled = only.hidden = true;
      setText(shown, "");
      setText(said, unit && reading ? words.encoder : words.none);
    }
    showHeld(edits);
  }

  let listed: readonly Edit[] | null = null;
  function showHeld(edits: readonly Edit[]): void {
    if (edits === listed || !reading) return;
    listed = edits;
    list.replaceChildren(
      ...edits
        .filter(({ block }) => block >= reading!.plan.encoder.length)
        .map((edit) => {
          const what = words.edit(
            layerName(edit.block),
            edit.unit + 1,
            placeOf(reading!.blocks[edit.block]!, edit),
            fixed(edit.value, 2),
          );
          const forget = button(`${what} ×`, () =>
            store.set({ insideEdits: released(store.state.insideEdits, edit) }),
          );
          forget.setAttribute("aria-label", words.forget(what));
          return forget;
        }),
    );
  }

  return {
    update(next: Reading | null) {
      reading = next;
      show();
    },
    destroy() {
      gone.abort();
      element.remove();
    },
  };
}

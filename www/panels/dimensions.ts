import { h } from "../dom";
import type { Store } from "../run/store";
import { text } from "../text";

const words = text.panels.dimensions;

/** The two axes once one of them shows another dimension: taking the other axis' one swaps the two. */
export function withAxis(now: readonly [number, number], axis: 0 | 1, taken: number): [number, number] {
  const other = now[1 - axis]!;
  const free = other === taken ? now[axis] : other;
  return axis === 0 ? [taken, free] : [free, taken];
}

/** Chooses which two dimensions the map and the grid show; hidden where there is no choice. */
export function mountDimensions(host: HTMLElement, store: Store) {
  const released = new AbortController();
  const selects = [words.horizontal, words.vertical].map((label) => h("select", { "aria-label": label }));
  const element = h("div", { class: "dimensions" }, selects[0]!, h("span", {}, words.by), selects[1]!);
  host.append(element);

  selects.forEach((select, axis) => {
    select.addEventListener(
      "change",
      () => {
        const dimensions = withAxis(store.state.dimensions, axis as 0 | 1, Number(select.value));
        store.set({ dimensions, dimensionsChosen: true, projection: null, components: false });
      },
      { signal: released.signal },
    );
  });
  store.watch(["dimensions", "options"], ({ dimensions, options }) => {
    const { latent } = options.model;
    element.hidden = latent <= 2;
    selects.forEach((select, axis) => {
      if (select.options.length !== latent) {
        select.replaceChildren(
          ...Array.from({ length: latent }, (_, i) => h("option", { value: i }, `z${i + 1}`)),
        );
      }
      select.value = String(dimensions[axis]);
    });
  });
  return {
    destroy() {
      released.abort();
      element.remove();
    },
  };
}

import { h } from "../dom";
import type { InstrumentClient } from "../instrument/client";
import type { Principal } from "../instrument/protocol";
import type { Projection } from "../plane/projection";
import type { Latents } from "../run/latents";
import { report } from "../run/problem";
import type { Store } from "../run/store";
import { text } from "../text";
import { percent } from "../text/format";

const words = text.panels.components;

/** The plane of the first two components; an axis that points away from the one before it is turned. */
export function componentPlane(
  { mean, components, explained }: Principal,
  before: Projection | null,
): Projection {
  const axis = (k: 0 | 1) => {
    const component = Float32Array.from(components[k]!);
    const old = before?.axes[k];
    const along =
      old?.length === component.length ? component.reduce((sum, v, i) => sum + v * old[i]!, 0) : 1;
    return along < 0 ? component.map((value) => -value) : component;
  };
  const name = (k: 0 | 1) => words.axis(k + 1, percent(explained[k]!));
  return { axes: [axis(0), axis(1)], mean: Float32Array.from(mean), names: [name(0), name(1)] };
}

/**
 * Has the map show the first two principal components in place of two dimensions, and follow them while the model
 * trains; hidden where there are no more than two dimensions.
 */
export function mountComponents(host: HTMLElement, store: Store, instrument: InstrumentClient) {
  const released = new AbortController();
  const button = h("button", { type: "button", title: words.help }, words.button);
  host.append(button);
  let wanted = false;
  let analysed: Latents | null = null;
  let asking = false;

  async function follow(): Promise<void> {
    const { latents } = store.state;
    if (!wanted || asking || !latents || latents === analysed) return;
    asking = true;
    analysed = latents;
    try {
      const points = { values: latents.mean, dimensions: latents.latent };
      const found = await instrument.call("principal", { points }, { signal: released.signal });
      if (wanted) store.set({ projection: componentPlane(found, store.state.projection) });
    } catch (error) {
      if (released.signal.aborted) return;
      wanted = false;
      show();
      report(store, error as Error);
    } finally {
      asking = false;
    }
    void follow();
  }

  function show(): void {
    button.hidden = store.state.options.model.latent <= 2;
    button.setAttribute("aria-pressed", String(wanted));
  }

  button.addEventListener(
    "click",
    () => {
      wanted = !wanted;
      analysed = null;
      if (!wanted) store.set({ projection: null });
      show();
      void follow();
    },
    { signal: released.signal },
  );
  store.watch(["latents"], () => void follow());
  // Whoever takes another plane, as by choosing dimensions, takes it from here.
  store.listen((changed) => {
    if (changed.has("projection") && store.state.projection === null) wanted = false;
    if (changed.has("projection") || changed.has("options")) show();
  });
  show();
  return {
    destroy() {
      released.abort();
      button.remove();
    },
  };
}

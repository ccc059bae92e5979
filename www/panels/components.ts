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
  let analysed: Latents | null = null;
  let asking = false;

  async function follow(): Promise<void> {
    const { components, latents } = store.state;
    if (!components || asking || !latents || latents.latent <= 2) return;
    if (store.state.projection && latents === analysed) return;
    asking = true;
    analysed = latents;
    try {
      const points = { values: latents.mean, dimensions: latents.latent };
      const found = await instrument.call("principal", { points }, { signal: released.signal });
      if (store.state.components) store.set({ projection: componentPlane(found, store.state.projection) });
    } catch (error) {
      if (released.signal.aborted) return;
      store.set({ components: false });
      report(store, error as Error);
    } finally {
      asking = false;
    }
    void follow();
  }

  function show(): void {
    const { components, options } = store.state;
    button.hidden = options.model.latent <= 2;
    button.setAttribute("aria-pressed", String(components));
  }

  button.addEventListener(
    "click",
    () => {
      const components = !store.state.components;
      store.set({ components, ...(!components && { projection: null }) });
    },
    { signal: released.signal },
  );
  store.watch(["latents", "components"], () => void follow());
  store.watch(["components", "options"], show);
  return {
    destroy() {
      released.abort();
      button.remove();
    },
  };
}

import type { Layer } from "../plane/layer";
import type { Store } from "../run/store";

/** Has the map draw these in place of what was drawn under the same name; nothing where there are none. */
export function drawOnMap(store: Store, name: string, layers: readonly Layer[]): void {
  const { [name]: before, ...others } = store.state.mapLayers;
  if (layers.length === 0 && !before) return;
  store.set({ mapLayers: layers.length > 0 ? { ...others, [name]: layers } : others });
}

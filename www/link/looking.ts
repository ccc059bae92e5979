import { labelledBy, type Dataset } from "../data/dataset";
import { blocksOf, unitsOf } from "../inside/reading";
import { planeName } from "../plane/view";
import { firstPicks } from "../run/picks";
import type { Session } from "../run/session";
import type { State, Store, Unit } from "../run/store";
import { text } from "../text/guide";
import type { Setup } from "./rules";

const words = text.link.misfits;

/** The same images as a set-up has them labelled and shown. */
export function shownAs(dataset: Dataset, { labels, display }: Setup, misfits: string[]): Dataset {
  const shown =
    display === undefined || display === dataset.display
      ? dataset
      : { ...dataset, display: display as Dataset["display"] };
  const column = ((labels as number | undefined) ?? 1) - 1;
  if (column < dataset.columns.length) return column === dataset.column ? shown : labelledBy(shown, column);
  if (labels !== undefined) misfits.push(words.labels(dataset.columns.length));
  return shown;
}

/** The value that is opened in encoder or decoder; null where the model has none such. */
async function unitOf(session: Session, numbers: readonly number[]): Promise<Unit | null> {
  const [block, unit, place] = numbers as [number, number, number];
  const structure = await session.ask((vae) => vae.structure());
  const found = structure && blocksOf(structure.plan)[block];
  if (!found) return null;
  const { units, places } = unitsOf(found);
  return unit < units && place < places ? { block, unit, place } : null;
}

/** What is looked at, as far as the model and the images that are there have it; the rest is as at first. */
export async function look(store: Store, session: Session, setup: Setup, misfits: string[]): Promise<void> {
  const { dataset, options } = store.state;
  if (!dataset) return;
  const [count] = dataset.images.shape;
  const { latent } = options.model;
  const first = firstPicks(dataset);
  const { axes, map, z, unit } = setup as Record<string, readonly number[] | undefined>;

  const row = (name: "a" | "b"): number => {
    const place = (setup[name] as number | undefined) ?? first[name] + 1;
    if (place <= count) return place - 1;
    misfits.push(words.row(name.toUpperCase(), place, count));
    return first[name];
  };
  const choice = <K extends keyof State>(name: K, initial: State[K]) =>
    ({ [name]: (setup[name] as State[K] | undefined) ?? initial }) as Pick<State, K>;
  const axesFit = axes && axes[0] !== axes[1] && Math.max(...axes) <= latent;
  if (axes && !axesFit) misfits.push(words.axes(axes, latent));
  const components = setup["plane"] === "components" && latent > 2;
  if (setup["plane"] === "components" && !components) misfits.push(words.components(latent));
  const mapFits = map && map[2]! > 0;
  if (map && !mapFits) misfits.push(words.map("map"));
  const [across, up] = axesFit ? axes : store.state.dimensions.map((dimension) => dimension + 1);
  const dimensions: [number, number] = [across! - 1, up! - 1];
  const placeFits = z?.length === latent;
  if (z && !placeFits) misfits.push(words.place(z.length, latent));
  const insideUnit = unit ? await unitOf(session, unit) : null;
  if (unit && !insideUnit) misfits.push(words.noUnit);
  store.set({
    a: row("a"),
    b: row("b"),
    ...(axesFit && { dimensions, dimensionsChosen: true }),
    projection: null,
    components,
    mapView: mapFits
      ? { x: map[0]!, y: map[1]!, extent: map[2]!, plane: planeName({ components, dimensions }) }
      : null,
    z: placeFits ? [...z] : [],
    insideUnit,
    ...choice("gridSpacing", "even"),
    ...choice("gridOthers", "zero"),
    ...choice("traversedAround", "image"),
    ...choice("traversalSpacing", "even"),
  });
}

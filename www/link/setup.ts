import { catalogue, type SetId } from "../data/catalogue";
import type { Dataset, Origin } from "../data/dataset";
import type { Settings } from "../data/proposals";
import { firstPreparation } from "../data/sets";
import { defaults, kindsOf } from "../engine/limits";
import type { SessionOptions } from "../engine/protocol";
import { planeName } from "../plane/view";
import { firstPicks } from "../run/picks";
import type { State } from "../run/store";
import { same } from "../same";
import {
  parameters,
  settingNames,
  unionNames,
  unionPath,
  unions,
  viewNames,
  type Setup,
  type Value,
} from "./rules";

type Plain = Record<string, Value>;
type Kind = { kind: string } & Record<string, Value>;

/** Settings by their names in a link, of which unions keep their form. */
const flat = ({ model, training }: SessionOptions) => ({ ...model, ...training }) as unknown as Plain;
const unionIn = (options: SessionOptions, name: string) => flat(options)[name] as unknown as Kind;

const reversed = (widths: Value) => [...(widths as readonly number[])].toReversed();

/** With what settings begin on these images, of which a link says only what differs; of a person's own images, nothing is known. */
export function baseOf(dataset: Pick<Dataset, "proposal"> | null, own: boolean): Settings {
  const { model, training, seed, epochs } = defaults;
  const proposal = own ? undefined : dataset?.proposal;
  return {
    model: { ...model, ...proposal?.model },
    training: { ...training, ...proposal?.training },
    seed,
    epochs: proposal?.epochs ?? epochs,
  };
}

/** The settings that a link asks for on images for which settings begin with `base`. */
export function settingsOf(setup: Setup, base: Settings): Settings {
  const next = { model: { ...base.model }, training: { ...base.training } };
  for (const part of ["model", "training"] as const) {
    for (const name of settingNames(part))
      if (name in setup) Object.assign(next[part], { [name]: setup[name] });
  }
  // The decoder is the encoder reversed, unless told.
  if ("encoder" in setup && !("decoder" in setup)) next.model.decoder = reversed(next.model.encoder);
  for (const name of unionNames) {
    const before = unionIn(base, name);
    const kind = (setup[name] as string | undefined) ?? before.kind;
    const start = kind === before.kind ? before : kindsOf(unionPath(name))[kind];
    const told = parameters(name, kind).filter((parameter) => `${name}.${parameter}` in setup);
    const own = told.map((parameter) => [parameter, setup[`${name}.${parameter}`]]);
    Object.assign(next[unions[name]], { [name]: { ...start, kind, ...Object.fromEntries(own) } });
  }
  const { seed = base.seed, epochs = base.epochs } = setup as { seed?: number; epochs?: number };
  return { ...next, seed, epochs };
}

/** What a link says of settings: what differs from `base`. */
export function ofSettings(settings: Settings, base: Settings): Setup {
  const setup: Plain = {};
  const [now, before] = [flat(settings), flat(base)];
  for (const name of [...settingNames("model"), ...settingNames("training")]) {
    const changed = !same(now["encoder"], before["encoder"]);
    const first = name === "decoder" && changed ? reversed(now["encoder"]!) : before[name];
    if (!same(now[name], first)) setup[name] = now[name]!;
  }
  for (const name of unionNames) {
    const [is, was] = [unionIn(settings, name), unionIn(base, name)];
    if (is.kind !== was.kind) setup[name] = is.kind;
  }
  for (const name of unionNames) {
    const [is, was] = [unionIn(settings, name), unionIn(base, name)];
    const start: Record<string, unknown> = is.kind === was.kind ? was : kindsOf(unionPath(name))[is.kind]!;
    for (const parameter of parameters(name, is.kind))
      if (is[parameter] !== start[parameter]) setup[`${name}.${parameter}`] = is[parameter]!;
  }
  if (settings.seed !== base.seed) setup["seed"] = settings.seed;
  if (settings.epochs !== base.epochs) setup["epochs"] = settings.epochs;
  return setup;
}

/** Where the images of a link come from; null where it does not say, or they are a person's own. */
export function originOf(setup: Setup): Origin | null {
  const { set, n, size, testFraction, stratified, dataSeed, seed = defaults.seed } = setup;
  if (set === undefined || set === "own") return null;
  const id = set as SetId;
  const preparation = firstPreparation(id, (dataSeed ?? seed) as number);
  return {
    id,
    preparation: {
      ...preparation,
      ...(n !== undefined && { count: n as number }),
      ...(size !== undefined && { size: size === "auto" ? size : Number(size) }),
      ...(testFraction !== undefined && { testFraction: testFraction as number }),
      ...(stratified !== undefined && { stratified: stratified as boolean }),
    },
  };
}

/** What a link says of the images: a person's own are not in it. */
function ofImages({ origin }: Dataset, seed: number): Setup {
  if (!origin) return { set: "own" };
  const { id, preparation } = origin;
  if (catalogue[id].kind === "digits") return { set: id };
  const { count, size, testFraction, stratified, seed: dataSeed } = preparation;
  const first = firstPreparation(id, seed);
  return {
    set: id,
    ...(count !== first.count && { n: count }),
    ...(size !== first.size && { size: String(size) }),
    ...(testFraction !== first.testFraction && { testFraction }),
    ...(stratified !== first.stratified && { stratified }),
    ...(dataSeed !== seed && { dataSeed }),
  };
}

/** What is looked at, as far as it is not as it is at first. */
function ofViews(state: Readonly<State>, dataset: Dataset): Setup {
  const { a, b, components, dimensions, dimensionsChosen, mapView, options, z, insideUnit } = state;
  const first = firstPicks(dataset);
  const { origin } = dataset;
  const seen = mapView?.plane === planeName(state) ? mapView : null;
  // A part of the map is one of these two dimensions, which the model may have chosen.
  const axesTold = dimensionsChosen || (seen !== null && !components && options.model.latent > 2);
  const display = origin && catalogue[origin.id].display;
  const all: Record<string, Value | false> = {
    labels: dataset.column > 0 && dataset.column + 1,
    display: display !== undefined && dataset.display !== display && dataset.display,
    a: a !== first.a && a + 1,
    b: b !== first.b && b + 1,
    axes: axesTold && dimensions.map((dimension) => dimension + 1),
    plane: components && "components",
    map: seen !== null && [seen.x, seen.y, seen.extent].map((value) => Number(value.toPrecision(4))),
    z: z.length > 0 && z.map((value) => Number(value.toFixed(4))),
    unit: insideUnit !== null && [insideUnit.block, insideUnit.unit, insideUnit.place],
    gridSpacing: state.gridSpacing !== "even" && state.gridSpacing,
    gridOthers: state.gridOthers !== "zero" && state.gridOthers,
    traversedAround: state.traversedAround !== "image" && state.traversedAround,
    traversalSpacing: state.traversalSpacing !== "even" && state.traversalSpacing,
  };
  const told = viewNames.filter((name) => all[name] !== false);
  return Object.fromEntries(told.map((name) => [name, all[name] as Value]));
}

/** The whole set-up of a page as a link has it, but for the workspace and what is hidden. */
export function setupOf(state: Readonly<State>, dataset: Dataset): Setup {
  const { options, target, choice } = state;
  const images = ofImages(dataset, options.seed);
  const base = baseOf(dataset, images["set"] === "own");
  return {
    ...images,
    ...ofSettings({ ...options, epochs: target }, base),
    ...(choice !== "auto" && { device: choice }),
    ...ofViews(state, dataset),
  };
}

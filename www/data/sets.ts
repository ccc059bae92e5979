import { catalogue, type Choice, type SetId } from "./catalogue";
import type { LoadRequest, Preparation } from "./protocol";
import type { Toy } from "../pkg/images/vae_playground_images";

/** The sets that can be asked for by name: all but a person's own files. */
export const setNames = (Object.keys(catalogue) as SetId[]).filter((id) => id !== "own");

/** What a person can choose for each kind of set. */
export const choosable: Record<Choice["kind"], readonly Exclude<keyof Preparation, "seed" | "range">[]> = {
  digits: [],
  shipped: ["count", "size"],
  landscapes: ["count", "size", "testFraction", "stratified"],
  sprites: ["count", "size", "testFraction", "stratified"],
  toy: ["count", "size", "testFraction", "stratified"],
  own: ["count", "size", "channels", "fit", "testFraction", "stratified", "invert", "centre", "labelColumn"],
};

/** Fewest images of a set, and the largest share of them that is held out. */
export const [fewestImages, mostHeldOut] = [10, 0.9];

/** With what a set begins until a person chooses otherwise. */
export function firstPreparation(id: SetId, seed: number): Preparation {
  const { size, count } = catalogue[id];
  return {
    size,
    count,
    channels: "keep",
    fit: "cover",
    invert: false,
    centre: false,
    labelColumn: "",
    testFraction: 0.2,
    stratified: true,
    seed,
  };
}

/** What to ask the loader for; `folder` is where the sets lie that are files, if anywhere. */
export function requestSet(id: SetId, preparation: Preparation, folder: string | undefined): LoadRequest {
  const { kind, name, path, inParts, classNames, note } = catalogue[id];
  if (kind === "toy") return { kind, toy: id as Toy, preparation };
  if (kind === "sprites" || kind === "landscapes") return { kind, preparation };
  if (kind !== "shipped") throw new Error(`${name} is not a set to be requested.`);
  const shared = { name, folder: new URL(folder!, document.baseURI).href, path: path!, preparation };
  return inParts
    ? { ...shared, kind, ...(classNames && { classNames }) }
    : { ...shared, kind: "whole", ...(note !== undefined && { note }) };
}

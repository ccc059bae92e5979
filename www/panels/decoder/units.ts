import type { Block } from "../../engine/protocol";
import { sizeOf, unitsOf } from "../../inside/reading";
import type { Unit } from "../../run/store";
import { text } from "../../text/later";
import { placeName } from "./looked-into";

/** A value of a block's output as it is shown: a channel, and a place of its map. */
type Shown = Pick<Unit, "unit" | "place">;

/** Whether its values are units of their own, though they are shown as maps. */
const isDense = (block: Block) => unitsOf(block).places === 1;

/** The unit of a value that is shown. */
export function unitOf(block: Block, index: number, { unit, place }: Shown): Unit {
  if (!isDense(block)) return { block: index, unit, place };
  return { block: index, unit: place * sizeOf(block).channels + unit, place: 0 };
}

/** Where a unit is shown. */
export function shownAs(block: Block, { unit, place }: Shown): Shown {
  if (!isDense(block)) return { unit, place };
  const { channels } = sizeOf(block);
  return { unit: unit % channels, place: Math.floor(unit / channels) };
}

/** Where on its map a unit's value is, in words; empty where there is no map, and of a unit with all its places. */
export function placeOf(block: Block, { unit, place }: { unit: number; place: number | null }): string {
  const { height, width } = sizeOf(block);
  if (height * width === 1) return "";
  const shown = isDense(block) ? shownAs(block, { unit, place: 0 }).place : place;
  return shown === null ? "" : text.decoder.hold.place(placeName(shown, width));
}

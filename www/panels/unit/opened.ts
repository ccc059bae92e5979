import type { Block } from "../../engine/protocol";
import type { MapSize } from "../../inside/arithmetic/products";
import { tensorsOf, type Tensors } from "../../inside/arithmetic/tensors";
import { openValue, type OpenedValue } from "../../inside/arithmetic/value";
import { Reading, sizeOf } from "../../inside/reading";
import type { Unit } from "../../run/store/inside";
import type { Traced } from "../../run/traces";
import type { State } from "../../run/store";
import type { Digits } from "./digits";

/** The value that is looked at, with everything that the panel says of it. */
export interface Opened {
  state: Readonly<State>;
  traced: Traced;
  reading: Reading;
  block: Block;
  /** Of the block's output. */
  size: MapSize;
  tensors: Tensors;
  /** By channel and place. */
  unit: Unit;
  value: OpenedValue;
  digits: Digits;
}

/** A value by its channel and place, also where a dense layer gives a map, of which the state counts each value as a unit. */
export function placed({ block, unit, place }: Unit, { channels }: MapSize): Unit {
  const at = place * channels + unit;
  return { block, unit: at % channels, place: Math.floor(at / channels) };
}

/** The same as the state has it. */
export function stated({ block, unit, place }: Unit, { layer, output }: Block): Unit {
  if (layer.kind !== "dense" || "features" in output) return { block, unit, place };
  return { block, unit: place * output.channels + unit, place: 0 };
}

/** Null where nothing is looked at, or its numbers are not there yet. */
export function openUnit(state: Readonly<State>, digits: Digits): Opened | null {
  const { traced, insideUnit } = state;
  const read = insideUnit && traced?.tensors.get(insideUnit.block);
  if (!traced || !read) return null;
  const { plan } = traced.structure;
  const reading = new Reading(plan, traced.pixels, traced.trace, traced.decoded);
  const block = reading.blocks[insideUnit.block];
  if (!block) return null;
  const size = sizeOf(block);
  const unit = placed(insideUnit, size);
  const tensors = tensorsOf(block, read);
  const value = openValue(reading, unit.block, tensors, unit);
  return value && { state, traced, reading, block, size, tensors, unit, value, digits };
}

/** Row and column of a place, counted from 1. */
export const placeName = (place: number, width: number): [row: number, column: number] => [
  Math.floor(place / width) + 1,
  (place % width) + 1,
];

/** Whether values of a block's input may be below zero: not those of an image, nor of a ReLU. */
export function signedInput({ reading, unit }: Opened): boolean {
  const { plan, blocks } = reading;
  if (unit.block === 0) return false;
  return unit.block === plan.encoder.length || blocks[unit.block - 1]!.activation !== "relu";
}

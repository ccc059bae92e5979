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
  unit: Unit;
  value: OpenedValue;
  digits: Digits;
}

/** Null where nothing is looked at, or its numbers are not there yet. */
export function openUnit(state: Readonly<State>, digits: Digits): Opened | null {
  const { traced, insideUnit: unit } = state;
  if (!traced?.tensors || !unit || traced.tensors.block !== unit.block) return null;
  const { plan } = traced.structure;
  const reading = new Reading(plan, traced.pixels, traced.trace, traced.decoded);
  const block = reading.blocks[unit.block];
  if (!block) return null;
  const tensors = tensorsOf(block, traced.tensors.of);
  const value = openValue(reading, unit.block, tensors, unit);
  return value && { state, traced, reading, block, size: sizeOf(block), tensors, unit, value, digits };
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

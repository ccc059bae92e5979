import { h } from "../../dom";
import type { Part } from "./editor";
import { createField, type Field } from "./fields";

export interface About {
  label: string;
  help: string;
}

/** Least and most, and where another setting narrows them, which one. */
export type Range = readonly [least: number, most: number, because?: string];

interface NumberAbout extends About {
  initial: number;
  range: Range | (() => Range);
  whole?: boolean;
  /** The least itself is too little. */
  above?: boolean;
  /** Shown below the field. */
  extra?: Node;
}

interface ListAbout extends About {
  initial: number[];
  example: string;
  largest: number;
  /** Fewest and most numbers; from 0 on, the field may be empty. */
  range: Range | (() => Range);
}

/** Longest schedule, in steps. */
const longest = 1_000_000_000;

const number = new Intl.NumberFormat("en", { maximumSignificantDigits: 12 });
const written = (value: number) => number.format(value).replace("-", "−");
const now = (range: Range | (() => Range)) => (typeof range === "function" ? range() : range);
const reason = (because: string | undefined) => (because === undefined ? "" : ` ${because}`);

/**
 * An editor of one field. `parse` reads the text of `source`, a control or radio buttons, and throws what is wrong
 * with it.
 */
export function fieldEditor<T>(
  field: Field,
  source: { value: string },
  initial: T,
  parse: (text: string) => T,
  format: (value: T) => string,
): Part<T> {
  let shown = format(initial);
  function edited(): boolean {
    try {
      return format(parse(source.value)) !== shown;
    } catch {
      return true;
    }
  }
  source.value = shown;
  return {
    element: field.element,
    read() {
      try {
        const value = parse(source.value);
        field.setError(undefined);
        return { value };
      } catch (error) {
        field.setError((error as Error).message);
        return { wrong: field };
      }
    },
    show(value, evenOverEdits = false) {
      const keeps = edited() && !evenOverEdits;
      shown = format(value);
      if (!keeps) source.value = shown;
    },
    complete: (value) => value ?? initial,
  };
}

const typed = (inputmode: string) =>
  h("input", { type: "text", inputmode, autocomplete: "off", spellcheck: "false" });

/** Makers of editors of one field each, whose listeners go with `signal`. */
export function createFieldEditors(signal: AbortSignal) {
  const editors = {
    number({ label, help, initial, range, whole = false, above = false, extra }: NumberAbout) {
      const input = typed(whole ? "numeric" : "decimal");
      function parse(text: string): number {
        const [least, most, because] = now(range);
        const value = text.trim() === "" || (whole && !/^\s*\d+\s*$/.test(text)) ? NaN : Number(text);
        if (value <= most && (above ? value > least : value >= least)) return value;
        const allowed = above
          ? `a number above ${written(least)}, at most ${written(most)}`
          : `a ${whole ? "whole " : ""}number from ${written(least)} to ${written(most)}`;
        throw new Error(`${label} must be ${allowed}${reason(because)}.`);
      }
      const field = createField(label, help, input, signal, extra);
      return Object.assign(fieldEditor(field, input, initial, parse, String), { input });
    },

    /** Whole numbers from 1 on, separated by commas. */
    list({ label, help, initial, example, largest, range }: ListAbout): Part<number[]> {
      const input = typed("text");
      function parse(text: string): number[] {
        const parts = text.trim() === "" ? [] : text.split(",");
        const values = parts.map((part) => (/^\s*\d+\s*$/.test(part) ? Number(part) : NaN));
        const [least, most, because] = now(range);
        const fits = values.length >= least && values.length <= most;
        if (fits && values.every((value) => value >= 1 && value <= largest)) return values;
        throw new Error(
          `${label} must be ${least === 0 ? "at most" : `${least} to`} ${most} whole numbers from 1 to ` +
            `${written(largest)}${reason(because)}, like “${example}”.`,
        );
      }
      const format = (values: number[]) => values.join(", ");
      return fieldEditor(createField(label, help, input, signal), input, initial, parse, format);
    },

    /** One of `names`, the first of them to begin with. */
    choice<T extends string>({ label, help }: About, names: Record<T, string>, extra?: Node) {
      const options = Object.entries<string>(names);
      const select = h("select", {}, ...options.map(([value, text]) => h("option", { value }, text)));
      const field = createField(label, help, select, signal, extra);
      field.element.classList.add("choice");
      const same = (text: string) => text as T;
      return Object.assign(fieldEditor(field, select, options[0]![0] as T, same, same), { select });
    },

    /** A number of optimiser steps. */
    steps(label: string, help: string, initial: number, least: 0 | 1 = 1) {
      return editors.number({ label, help, initial, range: [least, longest], whole: true });
    },
  };
  return editors;
}

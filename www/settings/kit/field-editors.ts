import { h } from "../../dom";
import { text as words } from "../../text";
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
  initial: readonly number[];
  example: string;
  /** Each number is from 1 to this. */
  largest: number;
  /** Fewest and most numbers; from 0 on, the field may be empty. */
  range: Range | (() => Range);
}

const now = (range: Range | (() => Range)) => (typeof range === "function" ? range() : range);

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
    enter(value) {
      source.value = format(value);
    },
    complete: (value) => value ?? initial,
  };
}

const typed = (inputmode: string) =>
  h("input", { type: "text", inputmode, autocomplete: "off", spellcheck: "false" });

/** Makers of editors of one field each, whose listeners go with `signal`. */
export function createFieldEditors(signal: AbortSignal) {
  return {
    number({ label, help, initial, range, whole = false, above = false, extra }: NumberAbout) {
      const input = typed(whole ? "numeric" : "decimal");
      function parse(text: string): number {
        const [least, most, because] = now(range);
        const value = text.trim() === "" || (whole && !/^\s*\d+\s*$/.test(text)) ? NaN : Number(text);
        if (value <= most && (above ? value > least : value >= least)) return value;
        throw new Error(words.settings.kit.mustBeNumber(label, { least, most, whole, above, because }));
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
        const [fewest, most, because] = now(range);
        const fits = values.length >= fewest && values.length <= most;
        if (fits && values.every((value) => value >= 1 && value <= largest)) return values;
        throw new Error(words.settings.kit.mustBeList(label, { fewest, most, largest, because, example }));
      }
      const format = (values: readonly number[]) => values.join(", ");
      return fieldEditor(createField(label, help, input, signal), input, [...initial], parse, format);
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
  };
}

import type { Field } from "./fields";

/** What a part of the form says, or the first field of it that can't be read. */
export type Reading<T> = { value: T } | { wrong: Field };

/** What edits one value: a field, or fields together. */
export interface Editor<T> {
  /** Says at each field what is wrong with it, or nothing. */
  read(): Reading<T>;
  /** Shows the value in force. What a person has typed and not yet applied stays, unless it is to go. */
  show(value: T, evenOverEdits?: boolean): void;
  /** Fills in a value as if a person had typed it. */
  enter(value: T): void;
  /** The value with its defaults, in the form's own order, so that two of them can be compared as JSON. */
  complete(value: T | undefined): T;
}

/** An editor with its place in the form. */
export interface Part<T> extends Editor<T> {
  element: HTMLElement;
}

/** An editor for each member of a value. */
export type Editors<T> = { [K in keyof T]-?: Editor<NonNullable<T[K]>> };

type Members = Record<string, unknown>;
const pairs = (editors: object) => Object.entries(editors) as [string, Editor<unknown>][];

/** All are read, so that each says what is wrong with it. */
export function readAll<T>(editors: Editors<T>): Reading<T> {
  const values: Members = {};
  let wrong: Field | undefined;
  for (const [name, editor] of pairs(editors)) {
    const reading = editor.read();
    if ("value" in reading) values[name] = reading.value;
    else wrong ??= reading.wrong;
  }
  return wrong ? { wrong } : { value: values as T };
}

export function showAll<T>(editors: Editors<T>, value: T, evenOverEdits?: boolean): void {
  for (const [name, editor] of pairs(editors)) editor.show((value as Members)[name], evenOverEdits);
}

export function enterAll<T>(editors: Editors<T>, value: T): void {
  for (const [name, editor] of pairs(editors)) editor.enter((value as Members)[name]);
}

export function completeAll<T>(editors: Editors<T>, value: Partial<T> | undefined): T {
  const given = (value ?? {}) as Members;
  const values = pairs(editors).map(([name, editor]) => [name, editor.complete(given[name])]);
  return Object.fromEntries(values) as T;
}

/** One editor of many members. */
export function group<T extends object>(editors: Editors<T>): Editor<T> {
  return {
    read: () => readAll(editors),
    show: (value, evenOverEdits) => showAll(editors, value, evenOverEdits),
    enter: (value) => enterAll(editors, value),
    complete: (value) => completeAll(editors, value),
  };
}

/** An editor of the same fields for a value that is made from theirs. */
export function mapped<A, B>(editor: Editor<A>, to: (a: A) => B, from: (b: B) => A): Editor<B> {
  return {
    read() {
      const reading = editor.read();
      return "value" in reading ? { value: to(reading.value) } : reading;
    },
    show: (value, evenOverEdits) => editor.show(from(value), evenOverEdits),
    enter: (value) => editor.enter(from(value)),
    complete: (value) => to(editor.complete(value === undefined ? undefined : from(value))),
  };
}

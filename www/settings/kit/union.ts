import { h } from "../../dom";
import { completeAll, enterAll, readAll, showAll, type Part } from "./editor";
import { createFieldEditors, type About } from "./field-editors";

interface Tagged {
  kind: string;
}

type Parts<T> = { [K in keyof T]-?: Part<NonNullable<T[K]>> };

/** What to call the choice and each of its kinds, and what a kind does. */
export interface UnionAbout<T extends Tagged> extends About {
  kinds: Record<T["kind"], { name: string; about: string }>;
}

/** The editors of each kind's parameters, which kinds may share. */
export type Parameters<T extends Tagged> = {
  [K in T["kind"]]: Parts<Omit<Extract<T, { kind: K }>, "kind">>;
};

export interface Union<T extends Tagged> extends Part<T> {
  readonly kind: T["kind"];
  /** What is chosen, in words. */
  readonly chosen: string;
}

/** A choice whose `kind` decides which parameters there are; only those are shown. */
export function union<T extends Tagged>(
  about: UnionAbout<T>,
  parameters: Parameters<T>,
  signal: AbortSignal,
): Union<T> {
  type Kind = T["kind"];
  const { kinds } = about;
  const all = Object.keys(parameters) as Kind[];
  const names = Object.fromEntries(all.map((kind) => [kind, kinds[kind].name])) as Record<Kind, string>;
  const explained = h("p", { class: "help" });
  const kindEditor = createFieldEditors(signal).choice<Kind>(about, names, explained);
  const { select } = kindEditor;
  const editorsOf = (kind: Kind) => parameters[kind] as unknown as Parts<Record<string, unknown>>;
  const parts = [...new Set(all.flatMap((kind) => Object.values(editorsOf(kind))))];
  const below = h("div", { class: "fields parameters" }, ...parts.map(({ element }) => element));
  const now = () => select.value as Kind;

  function reveal(): void {
    const used = Object.values(editorsOf(now()));
    for (const part of parts) part.element.hidden = !used.includes(part);
    below.hidden = used.length === 0;
    explained.textContent = kinds[now()].about;
  }

  select.addEventListener("change", reveal, { signal });
  reveal();
  return {
    element: h("div", { class: "fields" }, kindEditor.element, below),
    get kind() {
      return now();
    },
    get chosen() {
      return names[now()];
    },
    read() {
      const kind = now();
      const reading = readAll(editorsOf(kind));
      return "value" in reading ? { value: { kind, ...reading.value } as unknown as T } : reading;
    },
    show(value, evenOverEdits) {
      kindEditor.show(value.kind, evenOverEdits);
      showAll(editorsOf(value.kind), value as unknown as Record<string, unknown>, evenOverEdits);
      reveal();
    },
    enter(value) {
      kindEditor.enter(value.kind);
      enterAll(editorsOf(value.kind), value as unknown as Record<string, unknown>);
      reveal();
    },
    complete(value) {
      const kind: Kind = value?.kind ?? all[0]!;
      return {
        kind,
        ...completeAll(editorsOf(kind), value as Record<string, unknown> | undefined),
      } as unknown as T;
    },
  };
}

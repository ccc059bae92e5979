import { beforeEach, expect, test, vi } from "vitest";
import type { Entry } from "./entry";
import { findVisit, oldStays, staysOf } from "./visit";

const entry = (session: string, when: number, name: string | null = null) =>
  ({ id: `${session}${when}`, session, when, name }) as Entry;

/** The sessions that tabs are open with, in place of the browser's locks. */
let open: Set<string>;
let own: string | null;

beforeEach(() => {
  open = new Set();
  own = null;
  const request = async (name: string, _: unknown, take: (lock: object | null) => unknown) => {
    const session = name.replace("vae-playground ", "");
    if (open.has(session)) return take(null);
    open.add(session);
    await take({});
    open.delete(session);
    return undefined;
  };
  vi.stubGlobal("navigator", { locks: { request } });
  vi.stubGlobal("sessionStorage", { getItem: () => own });
});

test("the latest stay is offered that no tab has open, the tab's own before", async () => {
  const entries = [entry("c", 5), entry("b", 4), entry("b", 3), entry("a", 2)];
  const first = await findVisit(entries, "site");
  expect(first!.entries.map(({ id }) => id)).toEqual(["c5"]);
  // Another tab asks meanwhile.
  const second = await findVisit(entries, "site");
  expect(second!.entries.map(({ id }) => id)).toEqual(["b4", "b3"]);
  first!.release();
  second!.release();
  await vi.waitFor(() => expect(open.size).toBe(0));
  own = "a";
  expect((await findVisit(entries, "site"))!.entries.map(({ id }) => id)).toEqual(["a2"]);
});

test("of old stays nothing remains but what has a name", () => {
  const entries = Array.from({ length: 10 }, (_, n) => entry(`stay${n}`, 100 - n));
  expect(oldStays(entries).map((stay) => stay[0]!.session)).toEqual(["stay8", "stay9"]);
  expect(oldStays([...entries.slice(0, 8), entry("named", 1, "Mine")])).toEqual([]);
  expect(staysOf([entry("a", 2), entry("a", 1, "Mine")])).toEqual([[entry("a", 2)]]);
});

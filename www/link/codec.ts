import { places, type Workspace } from "../panels/list";
import { text } from "../text/guide";
import { rules, type Rule, type Setup, type Value } from "./rules";

const words = text.link.misfits;

/** Of the form of links. A change after which old ones mean something else counts it up. */
export const version = 1;

export interface Link {
  /** Undefined where the link names none. */
  workspace?: Workspace;
  setup: Setup;
  /** What in it can't be had, a sentence each. */
  misfits: string[];
}

const workspaceNames: ReadonlySet<string> = new Set(Object.values(places).flat());

/** Of a list without members. */
const empty = "none";

function write(value: Value): string {
  if (typeof value === "boolean") return value ? "1" : "0";
  if (typeof value !== "object") return String(value);
  return value.length > 0 ? value.join(",") : empty;
}

/** Percent signs only where an address needs them: a comma, a colon and a slash may stand after a `#`. */
const escaped = (part: string) =>
  encodeURIComponent(part).replaceAll("%2C", ",").replaceAll("%3A", ":").replaceAll("%2F", "/");

const decimal = /^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const read = (said: string) => (decimal.test(said) ? Number(said) : NaN);

/** The value, or what is wrong with it. */
function parse(key: string, said: string, rule: Rule): Value | { wrong: string } {
  switch (rule.kind) {
    case "text":
      return said;
    case "flag":
      if (said === "1" || said === "0") return said === "1";
      return { wrong: words.choice(key, said, ["1", "0"]) };
    case "choice":
      if (rule.choices.includes(said)) return said;
      return { wrong: words.choice(key, said, rule.choices) };
    case "choices": {
      const unknown = said.split(",").find((one) => !rule.choices.includes(one));
      return unknown === undefined ? said : { wrong: words.choice(key, unknown, rule.choices) };
    }
    case "number": {
      const value = read(said);
      const { least, most, whole, above } = rule;
      const fits = value >= least && value <= most && !(above && value === least);
      if (fits && (!whole || Number.isInteger(value))) return value;
      return { wrong: words.number(key, said, least, most, whole) };
    }
    case "numbers": {
      const values = said === empty ? [] : said.split(",").map(read);
      const { least, most, whole, fewest, longest } = rule;
      const fits = values.every(
        (value) => value >= least && value <= most && (!whole || Number.isInteger(value)),
      );
      if (fits && values.length >= fewest && values.length <= longest) return values;
      return { wrong: words.numbers(key, said, fewest, longest, least, most) };
    }
  }
}

/** What of this is a set-up, and what in it can't be had, which is left out. */
export function check(said: Iterable<readonly [key: string, value: string]>): Omit<Link, "workspace"> {
  const left = new Map(said);
  const setup: Record<string, Value> = {};
  const misfits: string[] = [];
  for (const rulesOf of rules) {
    for (const [key, rule] of Object.entries(rulesOf(setup))) {
      const value = left.get(key);
      if (value === undefined) continue;
      left.delete(key);
      const parsed = parse(key, value, rule);
      if (typeof parsed === "object" && "wrong" in parsed) misfits.push(parsed.wrong);
      else setup[key] = parsed;
    }
  }
  for (const key of left.keys()) misfits.push(words.unknown(key));
  return { setup, misfits };
}

/** Workspace and query of what stands after the `#`: `latent`, `/latent?v=1&beta=4`, `lesson=kl`. */
function partsOf(hash: string): [place: string, query: string] {
  const rest = hash.replace(/^#?\/?/, "");
  const mark = rest.indexOf("?");
  if (mark >= 0) return [rest.slice(0, mark), rest.slice(mark + 1)];
  return rest.includes("=") ? ["", rest] : [rest, ""];
}

/** What a link says after its workspace; empty where that is all. */
export const queryOf = (hash: string): string => partsOf(hash)[1];

/** A set-up as it stands in an address, `#/latent?v=1&set=moons&beta=0.5`. */
export function encode(workspace: Workspace, setup: Setup): string {
  const said = { v: version, ...setup };
  const pairs = Object.entries(said).map(([key, value]) => `${escaped(key)}=${escaped(write(value))}`);
  return `#/${workspace}?${pairs.join("&")}`;
}

/** What an address says, as far as it can be had. */
export function decode(hash: string): Link {
  const [place, query] = partsOf(hash);
  const said = new Map(new URLSearchParams(query));
  const told = said.get("v") ?? String(version);
  said.delete("v");
  const { setup, misfits } = check(said);
  if (!/^\d+$/.test(told) || Number(told) < 1) misfits.unshift(words.noVersion(told));
  else if (Number(told) > version) misfits.unshift(words.newer(told));
  const known = workspaceNames.has(place);
  if (query !== "" && place !== "" && !known) misfits.push(words.workspace(place));
  return { ...(known && { workspace: place as Workspace }), setup, misfits };
}

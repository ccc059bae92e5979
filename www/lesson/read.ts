import { range } from "../engine/limits";
import { check } from "../link/codec";
import { beside, dataNames, settingNames, unions, type Setup } from "../link/rules";
import { places, type Workspace } from "../panels/list";
import { text } from "../text/guide";
import { facts, type Claim, type Fact, type Lesson, type Question, type Step, type Words } from "./lesson";

const words = text.lesson.invalid;

/** A lesson has more than one step, but no more than a person goes through. */
const mostSteps = 50;

/** What is wrong with a lesson, and where, as `steps[2].view`. */
export class LessonError extends Error {
  override readonly name = "LessonError";
  constructor(where: string, why: string) {
    super(words.at(where, why));
  }
}

type Members = Record<string, unknown>;

function members(value: unknown, where: string, known: readonly string[]): Members {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new LessonError(where, words.object);
  const unknown = Object.keys(value).find((name) => !known.includes(name));
  if (unknown !== undefined) throw new LessonError(where, words.unknown(unknown, known));
  return value as Members;
}

function list(value: unknown, where: string, least: number, most: number): unknown[] {
  if (!Array.isArray(value) || value.length < least || value.length > most)
    throw new LessonError(where, words.list(least, most));
  return value;
}

/** A sentence in each language, or one for all. */
function readWords(value: unknown, where: string): Words {
  const said = typeof value === "string" ? { en: value } : value;
  if (typeof said !== "object" || said === null || Array.isArray(said))
    throw new LessonError(where, words.words);
  const all = Object.entries(said);
  if (!all.every(([, one]) => typeof one === "string" && one.trim() !== "") || !("en" in said))
    throw new LessonError(where, words.words);
  return said as Words;
}

function number(value: unknown, where: string, least: number, most: number, whole = true): number {
  const fits = typeof value === "number" && value >= least && value <= most;
  if (!fits || (whole && !Number.isInteger(value)))
    throw new LessonError(where, words.number(least, most, whole));
  return value;
}

/** A value as a link has it, which is what knows the names and their ranges. */
function written(value: unknown): string {
  if (typeof value === "boolean") return value ? "1" : "0";
  return Array.isArray(value) && value.length === 0 ? "none" : String(value);
}

/** Of what was said before, what another value of `name` leaves nothing of: a set's options, a kind's parameters. */
const goesWith = (name: string) => (other: string) =>
  name === "set" ? dataNames.has(other) : other.startsWith(`${name}.`);

/** The whole set-up of a step, with what those before it have asked for. */
function readSetup(value: unknown, where: string, before: Setup): Setup {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new LessonError(where, words.object);
  const said = new Map<string, unknown>(Object.entries(before));
  for (const name of Object.keys(value)) {
    for (const gone of [...said.keys()].filter(goesWith(name))) said.delete(gone);
  }
  for (const [name, one] of Object.entries(value)) said.set(name, one);
  const { setup, misfits } = check([...said].map(([name, one]) => [name, written(one)] as const));
  const [misfit] = misfits;
  if (misfit !== undefined) throw new LessonError(where, misfit);
  const barred = ["hide", "lesson"].find((name) => name in setup);
  if (barred !== undefined) throw new LessonError(where, words.barred(barred));
  if (setup["set"] === "own") throw new LessonError(`${where}.set`, words.own);
  return setup;
}

/** What can change while a model goes on. */
const changeable = (name: string): boolean =>
  settingNames("training").includes(name) ||
  beside.has(name) ||
  unions[name.split(".")[0] as keyof typeof unions] === "training";

function readQuestion(value: unknown, where: string): Question {
  const said = members(value, where, ["text", "choices", "answer", "reveal"]);
  const choices = list(said["choices"], `${where}.choices`, 2, 6);
  return {
    text: readWords(said["text"], `${where}.text`),
    choices: choices.map((choice, i) => readWords(choice, `${where}.choices[${i}]`)),
    answer: number(said["answer"], `${where}.answer`, 0, choices.length - 1),
    reveal: readWords(said["reveal"], `${where}.reveal`),
  };
}

function readClaim(value: unknown, where: string): Claim {
  const said = members(value, where, ["fact", "above", "below"]);
  const fact = said["fact"] as Fact;
  if (!facts.includes(fact)) throw new LessonError(`${where}.fact`, words.oneOf(facts));
  const bound = (name: "above" | "below") =>
    name in said ? { [name]: number(said[name], `${where}.${name}`, -1e9, 1e9, false) } : {};
  const bounds = { ...bound("above"), ...bound("below") };
  if (Object.keys(bounds).length === 0) throw new LessonError(where, words.noBound);
  return { fact, ...bounds };
}

const stepMembers = ["text", "set", "goOn", "train", "view", "workspace", "ask", "expect"];

function readStep(value: unknown, where: string, before: Setup | null): Step {
  const said = members(value, where, stepMembers);
  const { view, workspace, goOn = false } = said;
  if (typeof goOn !== "boolean") throw new LessonError(`${where}.goOn`, words.flag);
  const set = "set" in said ? readSetup(said["set"], `${where}.set`, before ?? {}) : undefined;
  if (!before && (!set || goOn)) throw new LessonError(where, words.firstSets);
  const fixed = goOn ? Object.keys(said["set"] ?? {}).find((name) => !changeable(name)) : undefined;
  if (fixed !== undefined) throw new LessonError(`${where}.set`, words.needsAnew(fixed));
  if (view !== undefined && !(typeof view === "string" && Object.hasOwn(places, view)))
    throw new LessonError(`${where}.view`, words.oneOf(Object.keys(places)));
  const all = [...new Set(view === undefined ? Object.values(places).flat() : places[view as string])];
  if (workspace !== undefined && !all.includes(workspace as Workspace))
    throw new LessonError(`${where}.workspace`, words.oneOf(all));
  return {
    text: readWords(said["text"], `${where}.text`),
    ...(set && { set }),
    goOn,
    ...("train" in said && { train: number(said["train"], `${where}.train`, ...range("epochs")) }),
    ...(view !== undefined && { view: view as string }),
    ...(workspace !== undefined && { workspace: workspace as Workspace }),
    ...("ask" in said && { ask: readQuestion(said["ask"], `${where}.ask`) }),
    expect: ("expect" in said ? list(said["expect"], `${where}.expect`, 1, 20) : []).map((claim, i) =>
      readClaim(claim, `${where}.expect[${i}]`),
    ),
  };
}

/** A lesson as its JSON has it; throws a `LessonError` at the first that is wrong. */
export function readLesson(json: string): Lesson {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw new LessonError("", words.noJson((error as Error).message));
  }
  const said = members(value, "", ["title", "about", "steps"]);
  const steps: Step[] = [];
  for (const [i, step] of list(said["steps"], "steps", 1, mostSteps).entries()) {
    const before = steps.findLast(({ set }) => set)?.set ?? null;
    steps.push(readStep(step, `steps[${i}]`, before));
  }
  return { title: readWords(said["title"], "title"), about: readWords(said["about"], "about"), steps };
}

import { catalogue, type SetId } from "../../data/catalogue";
import { setNames } from "../../data/sets";
import type { DeviceChoice } from "../../engine/protocol";
import { views } from "../../panels/index";
import type { Look, PlaygroundOptions } from "../../shell/playground";
import { workspaces } from "../../shell/workspaces";

/** Attributes of which a change starts the playground anew. */
export const startAttributes = ["dataset", "device", "seed", "latent", "data", "whole-page"] as const;

/** Attributes of which a change is seen at once. */
export const lookAttributes = ["view", "workspace", "compact", "theme"] as const;

const quoted = (names: readonly string[]) => names.map((name) => `“${name}”`).join(", ");

function choice<T extends string>(element: Element, name: string, choices: readonly T[]): T | undefined {
  const value = element.getAttribute(name);
  if (value === null || (choices as readonly string[]).includes(value)) return value as T | undefined;
  throw new Error(`The attribute ${name}="${value}" names nothing here. Take one of ${quoted(choices)}.`);
}

function whole(element: Element, name: string, least: number, most: number): number | undefined {
  const value = element.getAttribute(name);
  if (value === null) return undefined;
  const number = /^\s*\d+\s*$/.test(value) ? Number(value) : NaN;
  if (number >= least && number <= most) return number;
  const limits = `${least} to ${most.toLocaleString("en")}`;
  throw new Error(`The attribute ${name}="${value}" must be a whole number from ${limits}.`);
}

/** What the attributes ask for; throws a plain error where one can't be understood. */
export function readOptions(element: Element): Omit<PlaygroundOptions, "onEvent"> {
  const dataset = choice<SetId>(element, "dataset", setNames);
  const device = choice<DeviceChoice>(element, "device", ["auto", "cpu", "webgpu"]);
  const seed = whole(element, "seed", 0, 2 ** 32 - 1);
  const latent = whole(element, "latent", 1, 128);
  const folder = element.getAttribute("data");
  if (folder === null && dataset && catalogue[dataset].kind === "shipped") {
    const { name } = catalogue[dataset];
    throw new Error(
      `${name} lies in files, and the playground was not told where: set its attribute “data”.`,
    );
  }
  return {
    ...(dataset && { dataset }),
    ...(device && { device }),
    ...(seed !== undefined && { seed }),
    ...(latent !== undefined && { model: { latent } }),
    ...(folder !== null && { folder }),
    wholePage: element.hasAttribute("whole-page"),
  };
}

/** How the attributes ask for the playground to look; throws like `readOptions`. */
export function readLook(element: Element): Look {
  const compact = element.hasAttribute("compact");
  const view = element.getAttribute("view")?.trim() || (compact ? "latent manifold" : "");
  const shown = view.split(/\s+/).filter(Boolean);
  const unknown = shown.find((name) => name !== "all" && !views.includes(name));
  if (unknown !== undefined) {
    throw new Error(
      `The attribute view="${view}" names a view that there is not: “${unknown}”. Take “all”, or some of ${quoted(views)}.`,
    );
  }
  return {
    compact,
    views: shown.length === 0 ? null : shown.includes("all") ? views : shown,
    workspace: choice(
      element,
      "workspace",
      workspaces.map(({ name }) => name),
    ),
    theme: choice(element, "theme", ["light", "dark"]),
  };
}

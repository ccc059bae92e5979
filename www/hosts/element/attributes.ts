import { catalogue, type SetId } from "../../data/catalogue";
import { setNames } from "../../data/sets";
import { range } from "../../engine/limits";
import type { DeviceChoice } from "../../engine/protocol";
import { views } from "../../panels/list";
import type { Look } from "../../shell/navigation";
import type { PlaygroundOptions } from "../../shell/playground";
import { text } from "../../text";
import { number } from "../../text/format";
import { workspaces } from "../../shell/workspaces";

/** Attributes of which a change starts the playground anew. */
export const startAttributes = ["dataset", "device", "seed", "latent", "data", "keep", "whole-page"] as const;

/** Attributes of which a change is seen at once. */
export const lookAttributes = ["view", "workspace", "compact", "theme"] as const;

const words = text.hosts.attributes;

function choice<T extends string>(element: Element, name: string, choices: readonly T[]): T | undefined {
  const value = element.getAttribute(name);
  if (value === null || (choices as readonly string[]).includes(value)) return value as T | undefined;
  throw new Error(words.unknown(name, value, words.names(choices)));
}

function whole(element: Element, name: string, least: number, most: number): number | undefined {
  const value = element.getAttribute(name);
  if (value === null) return undefined;
  const read = /^\s*\d+\s*$/.test(value) ? Number(value) : NaN;
  if (read >= least && read <= most) return read;
  throw new Error(words.notWhole(name, value, number(least), number(most)));
}

/** What the attributes ask for; throws a plain error where one can't be understood. */
export function readOptions(element: Element): Omit<PlaygroundOptions, "onEvent"> {
  const dataset = choice<SetId>(element, "dataset", setNames);
  const device = choice<DeviceChoice>(element, "device", ["auto", "cpu", "webgpu"]);
  const seed = whole(element, "seed", ...range("seed"));
  const latent = whole(element, "latent", ...range("model.latent"));
  const folder = element.getAttribute("data");
  const keep = element.getAttribute("keep");
  if (folder === null && dataset && catalogue[dataset].kind === "shipped") {
    throw new Error(words.noFolder(catalogue[dataset].name));
  }
  return {
    ...(dataset && { dataset }),
    ...(device && { device }),
    ...(seed !== undefined && { seed }),
    ...(latent !== undefined && { model: { latent } }),
    ...(folder !== null && { folder }),
    ...(keep !== null && { keep }),
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
    throw new Error(words.unknownView(view, unknown, words.names(views)));
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

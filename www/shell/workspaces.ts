import { places, views, type Workspace as Name } from "../panels/list";
import { text } from "../text";

/** A part of the model, as the band shows it. */
export const parts = ["image", "encoder", "latent", "decoder", "reconstruction"] as const;
export type Part = (typeof parts)[number];

/** One page of the playground: the panels that name it. */
export interface Workspace {
  /** Its address is this after a `#`. */
  name: Name;
  title: string;
  /** The title where there is little room. */
  short: string;
  /** The parts of the model that lead here, of which the first bears the title; none where it is a use of the whole. */
  parts: readonly Part[];
  /** Settings, figures and files stand beside the panels. */
  controls: boolean;
}

export const workspaces: readonly [Workspace, ...Workspace[]] = [
  {
    name: "train",
    ...text.shell.workspaces.train,
    parts: ["image", "reconstruction"],
    controls: true,
  },
  {
    name: "encoder",
    ...text.shell.workspaces.encoder,
    parts: ["encoder"],
    controls: false,
  },
  {
    name: "latent",
    ...text.shell.workspaces.latent,
    parts: ["latent"],
    controls: false,
  },
  {
    name: "decoder",
    ...text.shell.workspaces.decoder,
    parts: ["decoder"],
    controls: false,
  },
  {
    name: "generate",
    ...text.shell.workspaces.generate,
    parts: [],
    controls: false,
  },
  {
    name: "classify",
    ...text.shell.workspaces.classify,
    parts: [],
    controls: false,
  },
  {
    name: "detect",
    ...text.shell.workspaces.detect,
    parts: [],
    controls: false,
  },
];

/** What the whole model is used for. */
export const uses = workspaces.filter(({ parts }) => parts.length === 0);

/** The workspace of this name; the first where there is none. */
export const workspaceNamed = (name: string | undefined): Workspace =>
  workspaces.find((workspace) => workspace.name === name) ?? workspaces[0];

/** The address of a workspace, with what `hash` says beside one: `#latent`, or `#/latent?v=1&beta=4`. */
export function addressOf({ name }: Workspace, hash = ""): string {
  const [, query] = hash.split("?");
  return query ? `#/${name}?${query}` : `#${name}`;
}

/** The workspace that an address names, `#latent` or `#/latent?v=1`; the first where it names none. */
export const workspaceAt = (hash: string): Workspace => workspaceNamed(/^#?\/?([^?]*)/.exec(hash)![1]);

/** Where a part of the model leads. */
export const workspaceOf = (part: Part): Workspace =>
  workspaces.find((workspace) => workspace.parts.includes(part)) ?? workspaces[0];

/** The views that stand in a workspace. */
export const viewsIn = ({ name }: Workspace): string[] =>
  views.filter((view) => places[view]!.includes(name));

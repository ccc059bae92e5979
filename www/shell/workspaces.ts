import { text } from "../text";

/** A part of the model, as the band shows it. */
export const parts = ["image", "encoder", "latent", "decoder", "reconstruction"] as const;
export type Part = (typeof parts)[number];

/** One page of the playground: some panels together, led to by parts of the model. */
export interface Workspace {
  /** Its address is this after a `#`. */
  name: string;
  title: string;
  /** The title where there is little room. */
  short: string;
  /** The parts of the model that lead here; the first one bears the title. */
  parts: readonly Part[];
  panels: readonly string[];
  /** Settings, figures and files stand beside the panels. */
  controls: boolean;
}

export const workspaces: readonly [Workspace, ...Workspace[]] = [
  {
    name: "train",
    ...text.shell.workspaces.train,
    parts: ["image", "encoder", "decoder", "reconstruction"],
    panels: ["latent", "manifold", "loss", "reconstructions", "statistics"],
    controls: true,
  },
  {
    name: "latent",
    ...text.shell.workspaces.latent,
    parts: ["latent"],
    panels: ["latent", "manifold", "reconstructions", "interpolation"],
    controls: false,
  },
];

/** The workspace of this name; the first where there is none. */
export const workspaceNamed = (name: string | undefined): Workspace =>
  workspaces.find((workspace) => workspace.name === name) ?? workspaces[0];

export const addressOf = ({ name }: Workspace) => `#${name}`;

/** The workspace that an address ends in, `#latent`; the first where it names none. */
export const workspaceAt = (hash: string): Workspace => workspaceNamed(hash.replace(/^#/, ""));

/** Where a part of the model leads. */
export const workspaceOf = (part: Part): Workspace =>
  workspaces.find((workspace) => workspace.parts.includes(part)) ?? workspaces[0];

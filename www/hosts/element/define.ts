import { VaePlaygroundElement } from "./element";

// Two copies of the script on one page, as of two widgets, share the first one's element.
if (!customElements.get("vae-playground")) customElements.define("vae-playground", VaePlaygroundElement);

export { VaePlaygroundElement };
export type { PlaygroundEventMap } from "./element";
export type { PlaygroundEvents } from "../../run/events";
export type { Look } from "../../shell/navigation";
export type { Action } from "../../shell/actions";
export type { Notice } from "../../shell/notices";
export type { Playground } from "../../shell/playground";
export type { Theme } from "../../shell/theme-toggle";

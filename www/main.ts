import "./style.css";
import { VaePlaygroundElement } from "./playground/define";
import type { Playground } from "./playground/playground";

declare global {
  interface Window {
    /** The page's playground: its model, its state and its commands, for a console or a test. */
    vaePlayground: Playground;
  }
}

const element = document.querySelector("vae-playground") as VaePlaygroundElement;
window.vaePlayground = element.playground!;

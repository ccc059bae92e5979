import "./style.css";
import { mountPlayground, type Playground } from "./playground/playground";

declare global {
  interface Window {
    /** The page's playground: its model, its state and its commands, for a console or a test. */
    vaePlayground: Playground;
  }
}

window.vaePlayground = mountPlayground(document.getElementById("playground")!, {
  onTheme: (theme) => (document.documentElement.style.colorScheme = theme),
});

import chart from "uplot/dist/uPlot.min.css?inline";
import band from "./styles/band.css?inline";
import cards from "./styles/cards.css?inline";
import contrast from "./styles/contrast.css?inline";
import controls from "./styles/controls.css?inline";
import playground from "./styles/playground.css?inline";
import run from "./styles/run.css?inline";
import settings from "./styles/settings.css?inline";
import tokens from "./styles/tokens.css?inline";
import views from "./styles/views.css?inline";

let sheet: CSSStyleSheet | undefined;
const rooms = new Set([chart, tokens, controls, settings, run, band, cards, views]);

/** What a room says of its own goes before what is said of all. */
const write = () => sheet?.replaceSync([...rooms, playground, contrast].join("\n"));

/** One sheet for all playgrounds of a page. Not an element, which a Content-Security-Policy may forbid. */
export function styleSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    write();
  }
  return sheet;
}

/** Adds those of rooms that come after the page has begun. */
export function addStyles(more: readonly string[]): void {
  const before = rooms.size;
  for (const style of more) rooms.add(style);
  if (rooms.size > before) write();
}

import chart from "uplot/dist/uPlot.min.css?inline";
import band from "./styles/band.css?inline";
import cards from "./styles/cards.css?inline";
import classify from "./styles/classify.css?inline";
import controls from "./styles/controls.css?inline";
import generation from "./styles/generation.css?inline";
import mixture from "./styles/mixture.css?inline";
import playground from "./styles/playground.css?inline";
import run from "./styles/run.css?inline";
import settings from "./styles/settings.css?inline";
import slowMotion from "./styles/slow-motion.css?inline";
import tokens from "./styles/tokens.css?inline";
import views from "./styles/views.css?inline";
import walks from "./styles/walks.css?inline";

let sheet: CSSStyleSheet | undefined;

/** One sheet for all playgrounds of a page. Not an element, which a Content-Security-Policy may forbid. */
export function styleSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    // What a room says of its own goes before what is said of all.
    sheet.replaceSync(
      [
        chart,
        tokens,
        controls,
        settings,
        run,
        band,
        cards,
        views,
        walks,
        generation,
        classify,
        mixture,
        slowMotion,
        playground,
      ].join("\n"),
    );
  }
  return sheet;
}

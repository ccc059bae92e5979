import chart from "uplot/dist/uPlot.min.css?inline";
import controls from "./styles/controls.css?inline";
import playground from "./styles/playground.css?inline";
import tokens from "./styles/tokens.css?inline";
import views from "./styles/views.css?inline";

let sheet: CSSStyleSheet | undefined;

/** One sheet for all playgrounds of a page. Not an element, which a Content-Security-Policy may forbid. */
export function styleSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync([chart, tokens, controls, views, playground].join("\n"));
  }
  return sheet;
}

import { h } from "../dom";
import { text } from "../text";
import { locale } from "../text/locale";
import { tags } from "../text/locales";

/** A part of the controls that folds away, named in its summary, with room beside the name. */
function fold(name: string, part: string, className = "") {
  const note = h("small", {});
  const body = h("div", { class: "settings-body" });
  const element = h(
    "details",
    { class: `settings-fold ${className}`, part },
    h("summary", {}, h("h2", {}, name), note),
    body,
  );
  return { element, body, note };
}

export type Fold = ReturnType<typeof fold>;
export type Frame = ReturnType<typeof createFrame>;

/**
 * What stands where; others fill it. It is read from top to bottom at every width: the style sheet only puts columns
 * side by side and, on a phone, the run bar at the bottom edge.
 */
export function createFrame(wholePage: boolean) {
  const { shell } = text;
  const headTools = h("div", { class: "head-tools" });
  const header = h("header", {}, h("h1", {}, shell.title), h("p", {}, shell.intro), headTools);
  const band = h("nav", { class: "band", part: "band", "aria-label": shell.band.label });
  const run = h("section", { class: "run", part: "run", "aria-label": shell.run.label });
  const views = h("div", { class: "views", part: "views" });
  const data = fold(shell.data, "data", "data-fold");
  const settings = fold(shell.settings, "settings");
  const aside = h("aside", { part: "controls", "aria-label": shell.controls });
  const notices = h("div", { class: "notices", role: "status" });
  const alerts = h("div", { class: "alerts", part: "alerts", role: "alert" });
  const credit = h("footer", { part: "credit" });
  const frame = h(
    "div",
    { class: "vae-playground", lang: tags[locale] },
    ...(wholePage ? [header] : []),
    band,
    run,
    h("div", { class: "columns" }, views, aside),
    h("div", { class: "messages" }, notices, alerts),
    credit,
  );
  frame.classList.toggle("whole-page", wholePage);
  return { frame, headTools, band, run, views, aside, data, settings, notices, alerts, credit };
}

import { h, setText } from "../dom";
import type { ImageStack } from "./raster";
import { mountStepBars } from "./step-bars";
import { mountStrip } from "./strip";

export interface LineShown {
  images: ImageStack;
  /** How much changes from each image to the next, and what fills the height of a bar. */
  changes: readonly number[];
  most: number;
  total: string;
  /** What strip and bars say to those who do not see them. */
  stripLabel: string;
  barsLabel: string;
}

/** A line through latent space: its name in the style in which the map draws it, its images, and how much they change. */
export function mountLine(
  host: HTMLElement,
  { name, about, style, empty }: { name: string; about: string; style: string; empty: string },
) {
  const total = h("span", { class: "line-total", "data-pictured": true });
  const title = h("h3", { "data-pictured": true }, name);
  const head = h("div", { class: "line-head" }, h("span", { class: `line-style ${style}` }), title, total);
  const body = h("div", { class: "line-body" });
  const element = h(
    "section",
    { class: "line", "aria-label": name },
    head,
    h("p", { class: "hint" }, about),
    body,
  );
  host.append(element);
  const strip = mountStrip(body, empty);
  const bars = mountStepBars(body, empty);
  return {
    /** Below what is said of it; for what belongs to this line. */
    element,
    update(line: LineShown | null) {
      body.hidden = !line;
      setText(total, line?.total ?? "");
      if (!line) return;
      strip.update(line.images, line.stripLabel);
      bars.update(line.changes, line.most, line.barsLabel);
    },
    destroy() {
      strip.destroy();
      bars.destroy();
      element.remove();
    },
  };
}

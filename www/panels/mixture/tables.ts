import { h } from "../../dom";
import type { FittedMixture } from "../../instrument/protocol";
import { text } from "../../text/later";
import { fixed, number } from "../../text/format";
import { isolated } from "../../text/isolate";
import { takeRows, type ImageStack } from "../../views/raster";
import { createThumbnail, type Thumbnail } from "../../views/thumbnail";
import { classColors } from "../../views/theme";
import type { Report } from "./report";

const words = text.mixture;

const nats = (value: number | null) => (value === null ? "–" : fixed(value, 2));
const cells = (values: string[]) => values.map((value) => h("td", {}, value));
const head = (names: string[]) =>
  h("thead", {}, h("tr", {}, ...names.map((name) => h("th", { scope: "col" }, name))));

function table(title: string, names: string[], rows: HTMLTableRowElement[]): HTMLTableElement {
  return h(
    "table",
    { class: "figures-table" },
    h("caption", {}, title),
    head(names),
    h("tbody", {}, ...rows),
  );
}

/** The mixture beside one Gaussian and the prior, on training and on test images. */
export function likelihoodTable({ mixture, one, prior, images }: Report, fitted: FittedMixture): HTMLElement {
  const { model, train, test, bic } = words.likelihood;
  const rows = [
    { name: words.likelihood.mixture(fitted.mixture.weights.length), ...mixture, bic: fitted.bic },
    { name: words.likelihood.one, ...one },
    { name: words.likelihood.prior, ...prior, bic: null },
  ].map(({ name, train, test, bic }) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, name),
      ...cells([nats(train), nats(test), bic === null ? "–" : number(Math.round(bic))]),
    ),
  );
  const made = table(words.likelihood.title, [model, train, test, bic], rows);
  return images.test > 0 ? made : h("div", {}, made, h("p", { class: "help" }, words.likelihood.noTest));
}

/** Each class's own Gaussian, on its training and its test images. */
export function classTable({ classes }: Report, classNames: readonly string[]): HTMLElement {
  const { class: name, train, test, images, oneClass } = words.classes;
  const rows = classes.map((fit) =>
    h(
      "tr",
      {},
      h(
        "th",
        { scope: "row" },
        swatch(fit.label),
        ` ${isolated(classNames[fit.label] ?? String(fit.label))}`,
      ),
      ...cells([nats(fit.train), nats(fit.test), `${number(fit.images.train)}, ${number(fit.images.test)}`]),
    ),
  );
  const made = table(words.classes.title, [name, train, test, images], rows);
  return classes.length > 1 ? made : h("div", {}, made, h("p", { class: "help" }, oneClass));
}

function swatch(color: number): HTMLElement {
  const element = h("span", { class: "swatch" });
  // Not as an attribute, which a Content-Security-Policy may forbid.
  element.style.setProperty("--swatch", `var(--class-${color % classColors})`);
  return element;
}

/** Which class's colour each component has: that of most of its images, or one of its own where classes tell nothing. */
export function colorsOf({ components }: Report): number[] {
  const labels = components.map(({ most }) => most?.label ?? null);
  const told = new Set(labels).size > 1;
  return labels.map((label, i) => (told ? (label ?? i) : i));
}

/** The components, with the images that the decoder draws at their means. */
export function mountComponentTable(host: HTMLElement) {
  let thumbnails: Thumbnail[] = [];
  function clear(): void {
    thumbnails.forEach((thumbnail) => thumbnail.destroy());
    thumbnails = [];
    host.replaceChildren();
  }
  return {
    show(report: Report, classNames: readonly string[]) {
      clear();
      const colors = colorsOf(report);
      const classes = classNames.length > 0;
      const { title, number: no, mean, weight, images, most, ofClass, decoded, noClasses } = words.table;
      const rows = report.components.map((component, i) => {
        const picture = h("td", { class: "mean-image", role: "img", "aria-label": decoded(i + 1) });
        thumbnails.push(createThumbnail(picture));
        const { most: found } = component;
        return h(
          "tr",
          {},
          h("th", { scope: "row" }, swatch(colors[i]!), ` ${i + 1}`),
          picture,
          ...cells([
            fixed(component.weight, 3),
            number(component.images),
            ...(classes ? [found ? ofClass(classNames[found.label]!, found.share) : "–"] : []),
          ]),
        );
      });
      host.append(table(title, [no, mean, weight, images, ...(classes ? [most] : [])], rows));
      if (!classes) host.append(h("p", { class: "help" }, noClasses));
    },
    /** The decoded means, in the components' order; null where they are not known yet. */
    picture(images: ImageStack | null) {
      thumbnails.forEach((thumbnail, i) => thumbnail.show(images && takeRows(images, [i])));
    },
    destroy: clear,
  };
}

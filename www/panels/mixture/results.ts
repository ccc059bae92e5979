import { h } from "../../dom";
import type { FittedMixture } from "../../instrument/protocol";
import { mountBicCurve } from "../../views/bic-curve";
import type { ImageStack } from "../../views/raster";
import type { Report } from "./report";
import { classTable, likelihoodTable, mountComponentTable } from "./tables";

/** What the decoder draws at the means of a mixture. */
export interface DecodedMeans {
  mixture: FittedMixture;
  images: Float32Array;
}

/** What came out of a fit: tables, pictures of the means, and the curve of a choice by BIC. */
export function createResults(
  stack: ImageStack,
  classNames: () => readonly string[],
  onChoose: (components: number) => void,
) {
  const [likelihoods, members, curveHost, components, classes] = Array.from({ length: 5 }, () => h("div"));
  const element = h(
    "div",
    { class: "instrument-results" },
    h("div", {}, likelihoods!, members!),
    h("div", {}, curveHost!, classes!),
    components!,
  );
  const table = mountComponentTable(components!);
  let curve: ReturnType<typeof mountBicCurve> | null = null;
  let shown: FittedMixture | null = null;
  let decoded: DecodedMeans | null = null;

  function picture(): void {
    const known = shown && decoded?.mixture === shown ? decoded.images : null;
    table.picture(known && { ...stack, pixels: known });
  }

  return {
    element,
    /** Where it is told whose an image is. */
    members: members!,
    show(fitted: FittedMixture, report: Report) {
      shown = fitted;
      likelihoods!.replaceChildren(likelihoodTable(report, fitted));
      table.show(report, classNames());
      classes!.replaceChildren(...(report.classes.length > 0 ? [classTable(report, classNames())] : []));
      picture();
    },
    /** The means of this mixture or another one; null where none are known. */
    picture(next: DecodedMeans | null) {
      if (next === decoded) return;
      decoded = next;
      picture();
    },
    /** The fits of a choice by BIC, and the one that is taken; null where nothing was chosen so. */
    choice(fits: readonly FittedMixture[] | null, { mixture }: FittedMixture) {
      if (!fits) {
        curve?.destroy();
        curve = null;
        return;
      }
      curve ??= mountBicCurve(curveHost!, onChoose);
      curve.update(
        fits.map(({ bic }) => bic),
        mixture.weights.length,
      );
    },
    destroy() {
      table.destroy();
      curve?.destroy();
    },
  };
}

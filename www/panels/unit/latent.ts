import { h } from "../../dom";
import { deviation, drawn, klArea, klIntegrand, klRange } from "../../inside/arithmetic/latent";
import { openDimension } from "../../inside/arithmetic/value";
import type { Store } from "../../run/store";
import { text } from "../../text/later";
import { mountFunctionCurve } from "../../views/curve";
import { drawCode, klCode } from "./code";
import { bracketed, formula, fraction, of, operand, row, sup } from "./mathml";
import type { Opened } from "./opened";
import { createStep } from "./step";

const words = text.unit;
const points = 401;
const areaSteps = 2000;

/** A standard normal number (Box and Muller). */
const normal = () => Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());

/** What becomes of a value of the encoder's end: a draw, and a part of the KL term. */
export function mountLatent(host: HTMLElement, store: Store) {
  const released = new AbortController();
  const { signal } = released;
  const draw = createStep(host, "draw");
  const again = h("button", { type: "button" }, words.draw.again);
  const zero = h("button", { type: "button" }, words.draw.zero);
  draw.body.append(h("div", { class: "buttons" }, again, zero));
  again.addEventListener(
    "click",
    () => {
      const { latent } = store.state.options.model;
      store.set({ insideNoise: Float32Array.from({ length: latent }, normal) });
    },
    { signal },
  );
  zero.addEventListener("click", () => store.set({ insideNoise: null }), { signal });
  const kl = createStep(host, "kl");
  const curve = mountFunctionCurve(kl.body);

  return {
    update(opened: Opened | null) {
      if (!opened || opened.unit.block !== opened.reading.plan.encoder.length - 1) {
        draw.show(null);
        return kl.show(null);
      }
      const { reading, traced, unit, digits, state } = opened;
      const { dimension, operands, z, kl: nats, klOfAll } = openDimension(reading, traced.noise, unit.unit);
      const { mean, logVariance, noise } = operands;
      const [m, l, e, s] = [mean, logVariance, noise, deviation(operands)].map(digits) as [
        string,
        string,
        string,
        string,
      ];
      zero.disabled = state.insideNoise === null;
      const { draw: about } = words;
      draw.show({
        title: about.title(dimension + 1),
        formulas: [
          formula(
            "z",
            "=",
            "μ",
            "+",
            "σ",
            "ε",
            ",",
            "σ",
            "=",
            sup("e", row(of("log", sup("σ", "2")), "/", "2")),
          ),
          formula(
            operand(m),
            "+",
            sup("e", row(operand(l), "/", "2")),
            "×",
            operand(e),
            "=",
            digits(drawn(operands)),
          ),
        ],
        said: [
          about.said(m, s, e, digits(z.recomputed)),
          ...(noise === 0 ? [about.none] : []),
          ...(traced.decoded ? [about.ownZ] : []),
        ].join(" "),
        // That of the image itself, whatever the decoder is given.
        checked: traced.decoded ? null : z,
        code: drawCode(operands, z.recomputed),
        digits,
      });
      const variance = Math.exp(logVariance);
      const written = digits(nats);
      kl.show({
        title: words.kl.title(dimension + 1),
        formulas: [
          formula(
            "KL",
            "=",
            fraction("1", "2"),
            bracketed(sup("μ", "2"), "+", sup("σ", "2"), "−", of("log", sup("σ", "2")), "−", "1"),
          ),
          formula(
            fraction("1", "2"),
            bracketed(sup(operand(m), "2"), "+", digits(variance), "−", operand(l), "−", "1"),
            "=",
            written,
          ),
        ],
        said: `${words.kl.said(m, digits(variance), written)} ${words.kl.area(digits(klArea(operands, areaSteps)))}`,
        checked: { ...klOfAll, before: words.kl.all },
        code: klCode(operands, nats),
        digits,
      });
      const [from, to] = klRange(operands);
      const xs = Array.from({ length: points }, (_, i) => from + ((to - from) * i) / (points - 1));
      curve.update({
        xs,
        ys: xs.map((at) => klIntegrand(operands, at)),
        point: null,
        shaded: true,
        along: words.kl.along(dimension + 1),
        label: words.kl.label(written),
      });
    },
    destroy() {
      released.abort();
      curve.destroy();
    },
  };
}

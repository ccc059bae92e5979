import { reached, stageIndex, stages, type Place } from "../../inside/replay";
import { text } from "../../text/later";
import type { LayerPicture } from "../../views/layer-picture";
import type { ImageStack } from "../../views/raster";
import { mountStepWay, type Reached, type WayPart } from "../../views/step-way";
import { hasSign, mapsOf, type Scene } from "./scene";

const words = text.slowMotion;

const most = (values: ArrayLike<number>) => {
  let found = 0;
  for (let i = 0; i < values.length; i++) found = Math.max(found, Math.abs(values[i]!));
  return found;
};

interface Part extends WayPart {
  at(place: Place): Reached;
}

const picture = (
  values: ArrayLike<number>,
  size: Omit<LayerPicture, "values" | "scale" | "signed">,
  signed = true,
) => ({
  values,
  ...size,
  scale: most(values),
  signed,
});

const unit = (features: number) => ({ height: 1, width: 1, channels: features });

/** What the step did to a block's weight, beside its length. */
function moved({ recorded, forward }: Scene, block: number): string {
  const { name } = forward.blocks[block]!.parameters[0];
  const measure = recorded.record.measures.parameters.find((one) => one.name === name);
  return measure && measure.weight > 0 ? words.ratio(measure.change / measure.weight) : "";
}

/** The parts of the model in their order, and when a replay reaches each. */
function partsOf(scene: Scene, stack: ImageStack): Part[] {
  const { plan, forward, backward } = scene;
  const [encoders, decoders] = [plan.encoder.length, plan.decoder.length];
  const now = (place: Place, ...names: (typeof stages)[number][]) =>
    names.some((name) => place.stage === stageIndex(name));

  const block = (index: number): Part => {
    const encoder = index < encoders;
    const order = encoder ? index : index - encoders;
    const posterior = index === encoders - 1;
    const output = index === encoders + decoders - 1;
    const name = encoder ? words.encoderBlock(order + 1) : words.decoderBlock(order + 1);
    const values = forward.output(index)!;
    const gradient = backward.output(index)!;
    const maps = mapsOf(scene, index, stack);
    const signed = hasSign(scene, index);
    return {
      name,
      values: picture(values, maps, signed),
      valuesLabel: words.values(name),
      valuesNote: words.toScale(most(values), signed),
      gradient: picture(gradient, maps),
      gradientLabel: words.gradient(name),
      gradientNote: words.gradientScale(most(gradient)),
      note: moved(scene, index),
      at(place) {
        const hidden = encoder ? encoders - 1 : decoders - 1;
        const back = hidden - 1 - order;
        return {
          values: posterior
            ? reached(place, "posterior")
            : encoder
              ? reached(place, "encode", order + 1, hidden + 1)
              : reached(place, "decode", order + 1, decoders + 1),
          gradient: posterior
            ? reached(place, "split")
            : output
              ? reached(place, "output")
              : encoder
                ? reached(place, "encoderBack", back + 1, hidden + 1)
                : reached(place, "decoderBack", back + 1, hidden + 1),
          note: reached(place, "update"),
          now: now(
            place,
            ...(posterior
              ? (["posterior", "sample", "split"] as const)
              : output
                ? (["output"] as const)
                : encoder
                  ? (["encode", "encoderBack"] as const)
                  : (["decode", "decoderBack"] as const)),
            ...(output ? (["decode"] as const) : []),
            "update",
          ),
        };
      },
    };
  };

  const image = (name: string, pixels: Float32Array, at: Part["at"]): Part => ({
    name,
    image: { ...stack, pixels },
    valuesLabel: name,
    valuesNote: "",
    gradientLabel: "",
    gradientNote: "",
    note: "",
    at,
  });
  const only = (values: boolean, now: boolean): Reached => ({ values, gradient: false, note: false, now });
  const { z, drawn } = scene;
  const latent: Part = {
    name: words.waysParts.latent,
    values: picture(z, unit(z.length)),
    valuesLabel: words.values(words.waysParts.latent),
    valuesNote: words.toScale(most(z), true),
    gradient: picture(drawn.byZ, unit(z.length)),
    gradientLabel: words.gradient(words.waysParts.latent),
    gradientNote: words.gradientScale(most(drawn.byZ)),
    note: "",
    at: (place) => ({
      values: reached(place, "sample"),
      gradient: reached(place, "byZ"),
      note: false,
      now: now(place, "sample", "byZ"),
    }),
  };
  const blocks = [...Array(encoders + decoders).keys()].map(block);
  return [
    image(words.waysParts.image, scene.pixels, (place) =>
      only(true, now(place, "batch", "measure", "again")),
    ),
    ...blocks.slice(0, encoders),
    latent,
    ...blocks.slice(encoders),
    image(words.waysParts.reconstruction, scene.expected, (place) =>
      only(reached(place, "decode", decoders + 1, decoders + 1), now(place, "decode", "measure", "again")),
    ),
  ];
}

/** The image's way through the model and back, as far as the replay has come. */
export function mountWay(host: HTMLElement, stack: ImageStack) {
  const view = mountStepWay(host, words.way);
  let parts: Part[] = [];
  return {
    update(scene: Scene) {
      parts = partsOf(scene, stack);
      view.update(parts);
    },
    reach: (place: Place) => view.reach(parts.map((part) => part.at(place))),
    destroy: view.destroy,
  };
}

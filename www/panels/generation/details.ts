import { h, setText } from "../../dom";
import { text } from "../../text/later";
import { fixed } from "../../text/format";
import { takeRows, type ImageStack } from "../../views/raster";
import { createThumbnail } from "../../views/thumbnail";
import type { TrainingImages, Typical } from "./nearest";

const words = text.generate.samples.details;

/** More values than these are told by their length. */
const mostValues = 8;

/** What is known of one sample. */
export interface Known {
  z: Float32Array;
  image: ImageStack | null;
  /** In nats; null where it is not known, and of the mixture where there is none. */
  priorDensity: number | null;
  mixtureDensity: number | null;
  nearest: { row: number; name: string; distance: number } | null;
}

function place(z: Float32Array): string {
  if (z.length <= mostValues) return [...z].map((value) => fixed(value, 2)).join(", ");
  return words.length(fixed(Math.hypot(...z), 2), fixed(Math.sqrt(z.length), 2));
}

function compare(distance: number, { median, closest }: Typical): string {
  if (distance < closest) return words.near;
  return distance > median ? words.far : words.between;
}

/** The sample that is picked beside the nearest training image, and what can be said of both. */
export function mountDetails(host: HTMLElement, stack: ImageStack) {
  const [own, other] = [h("span", { class: "detail-image" }), h("span", { class: "detail-image" })];
  const name = h("small", {});
  const values = { place: h("dd"), prior: h("dd"), mixture: h("dd"), distance: h("dd") };
  const facts = (Object.keys(values) as (keyof typeof values)[]).map((key) =>
    h("div", {}, h("dt", {}, words[key]), values[key]),
  );
  const said = h("p", {});
  const told = h("div", { class: "detail-told" }, h("dl", { class: "facts" }, ...facts), said);
  const pictures = h(
    "div",
    { class: "detail-pictures" },
    h("div", {}, own, h("span", {}, words.sample)),
    h("div", {}, other, h("span", {}, words.nearest), name),
  );
  const none = h("p", { class: "help" }, words.none);
  const element = h("div", { class: "sample-details" }, pictures, told);
  host.append(none, element);
  const thumbnails = [createThumbnail(own), createThumbnail(other)] as const;
  const nats = (value: number | null) => (value === null ? "–" : words.nats(fixed(value, 2)));

  return {
    update(known: Known | null, about: string) {
      none.hidden = known !== null;
      element.hidden = known === null;
      if (!known) return;
      const { z, image, priorDensity, mixtureDensity, nearest } = known;
      thumbnails[0].show(image);
      thumbnails[1].show(nearest && takeRows(stack, [nearest.row]));
      setText(name, nearest?.name ?? "");
      setText(values.place, place(z));
      setText(values.prior, nats(priorDensity));
      setText(values.mixture, nats(mixtureDensity));
      setText(values.distance, nearest ? fixed(nearest.distance, 2) : "–");
      setText(said, about);
    },
    destroy() {
      thumbnails.forEach((thumbnail) => thumbnail.destroy());
      element.remove();
      none.remove();
    },
  };
}

/** How near the sample is to a training image, and how near those are to one another. */
export function tell(
  nearest: { distance: number },
  typical: Typical | null,
  { searched, all }: TrainingImages,
): string {
  if (!typical) return words.among(searched, all);
  const { median, closest, count } = typical;
  return [
    words.typical(fixed(median, 2), fixed(closest, 2), count),
    compare(nearest.distance, typical),
    words.smooth,
    words.among(searched, all),
  ].join(" ");
}

import { dataUrl } from "../export/caption";
import { curvesCsv } from "../export/curves";
import { isPicture } from "../export/parts";
import { pictureOf } from "../export/picture";
import { reportPage, type Figure } from "../export/report";
import type { State } from "../run/store";
import { epochText } from "../text/epochs";
import { number } from "../text/format";
import { text } from "../text/later";

const words = text.report;

/** What is on screen of each view of the workspace that is open. */
async function figuresOf(frame: HTMLElement): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const card of frame.querySelectorAll<HTMLElement>("[data-view]")) {
    const body = card.querySelector<HTMLElement>(".card-body");
    if (!body?.checkVisibility() || !isPicture(body)) continue;
    const said = (part: string) => card.querySelector(part)?.textContent ?? "";
    figures.push({
      title: said("h2"),
      caption: said("figcaption"),
      picture: await dataUrl(await pictureOf(body)),
    });
  }
  return figures;
}

/** A run as it is now, on one page, with pictures of the workspace that is open in `frame`. */
export async function reportOf(
  state: Readonly<State>,
  parameters: number,
  frame: HTMLElement,
): Promise<Blob> {
  const { dataset, epoch, step, device, options, train, test, history } = state;
  const { shape, testRows } = dataset!.images;
  const [count, height, width, channels] = shape;
  const size = [height, width, ...(channels > 1 ? [channels] : [])].join(" × ");
  return reportPage({
    set: dataset!.name,
    when: new Date(),
    facts: [
      [words.set, words.images(count, testRows?.length ?? 0, size)],
      [words.trained, words.epochs(epochText(epoch), step)],
      [words.parameters, number(parameters)],
      ...(device
        ? [[words.device, `${device.kind === "cpu" ? "CPU" : "WebGPU"}, ${device.adapter}`] as const]
        : []),
    ],
    losses: { train, test },
    options,
    figures: await figuresOf(frame),
    curves: await curvesCsv(history).text(),
  });
}

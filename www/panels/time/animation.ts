import { slug } from "../../data/recognise";
import { download } from "../../export/download";
import { paintedView } from "../../export/picture";
import type { Snapshot } from "../../run/past/snapshot";
import { text } from "../../text/later";
import type { Under } from "../work";

const words = text.time.save;

/** Wider pictures are made so wide, in pixels; and each is seen so long, in milliseconds. */
const [mostWidth, frameMs] = [720, 250];

/** What was asked to be drawn is on the canvases after two frames; a page in the background has none, and waits shortly. */
const drawn = () =>
  Promise.race([
    new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    new Promise((resolve) => setTimeout(resolve, 500)),
  ]);

/** Shows one moment after another, and saves what is seen of each as a frame of a GIF; says what it is called. */
export async function saveAnimation(
  stage: HTMLElement,
  {
    set,
    moments,
    show,
  }: { set: string; moments: readonly Snapshot[]; show(moment: Snapshot): Promise<boolean> },
  { signal, onProgress, onTell }: Under,
): Promise<string> {
  // The encoder comes when it is used.
  const { createGif } = await import("../../export/gif");
  const gif = createGif(frameMs);
  for (const [i, moment] of moments.entries()) {
    if (!(await show(moment))) throw new Error(text.time.failed(""));
    await drawn();
    signal.throwIfAborted();
    await gif.add(paintedView(stage, Math.min(1, mostWidth / stage.clientWidth)));
    signal.throwIfAborted();
    onProgress((i + 1) / moments.length);
    onTell(words.frame(i + 1, moments.length));
  }
  const file = `${slug(set)}-step-${moments.at(-1)!.step}-time.gif`;
  download(file, gif.finish());
  return words.saved(file, moments.length);
}

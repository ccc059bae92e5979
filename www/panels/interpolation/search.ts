import { h, setText } from "../../dom";
import { text } from "../../text/later";
import { percent } from "../../text/format";
import { imageSize } from "../../views/raster";
import type { PanelContext } from "../panel";
import { findWay, type Stage, type Way } from "./way";

const words = text.walks.lines;

/** Parts of the whole that the stages take, in their order. */
const shares: Record<Stage, [from: number, part: number]> = {
  embed: [0, 0.3],
  graph: [0.3, 0.3],
  decode: [0.6, 0.35],
  path: [0.95, 0.05],
};

/** Below this part of the straight line, a difference is none. */
const least = 0.005;

/** The way along the data, which is looked for when a person asks: it decodes many images. */
export function mountSearch(
  host: HTMLElement,
  context: Pick<PanelContext, "dataset" | "stack" | "store" | "session" | "instrument">,
  onChange: () => void,
) {
  const { dataset, stack, store, session, instrument } = context;
  const images = dataset.images.shape[0];
  const released = new AbortController();
  const { signal } = released;
  let under: AbortController | null = null;
  let found: { a: number; b: number; step: number; way: Way } | null = null;

  const find = h("button", { type: "button" });
  const cancel = h("button", { type: "button" }, words.cancel);
  const bar = h("progress", { max: 1, "aria-label": words.progress });
  const said = h("p", { class: "hint", role: "status" });
  const compared = h("p", { class: "hint" });
  host.append(h("div", { class: "buttons" }, find, cancel), bar, compared, said);

  /** Of these two images; another pair has no way yet. */
  const current = () => {
    const { a, b } = store.state;
    return found?.a === a && found.b === b ? found : null;
  };

  function show(stage?: Stage): void {
    const { phase, busy, a, b } = store.state;
    const now = current();
    const again = now !== null && now.step !== store.state.step;
    find.hidden = under !== null || (now !== null && !again);
    find.disabled = a === b || busy || phase === "opening" || phase === "dead";
    setText(find, again ? words.again : words.find);
    cancel.hidden = bar.hidden = under === null;
    if (under) return setText(said, stage ? words.stages[stage] : "");
    if (a === b) return setText(said, words.sameImage);
    if (!now) return setText(said, found ? words.other : words.notFound);
    const { rows, nodes, bridges } = now.way;
    const passed = rows.length - 2;
    const about = [words.found(nodes, images, passed, now.step)];
    if (passed === 0) about.push(words.alone);
    if (bridges > 0) about.push(words.bridges(bridges));
    setText(said, about.join(" "));
  }

  async function begin(): Promise<void> {
    const own = (under = new AbortController());
    const { a, b, step } = store.state;
    const onStage = (stage: Stage, done: number) => {
      if (under !== own) return;
      const [from, part] = shares[stage];
      bar.value = from + part * done;
      show(stage);
    };
    bar.value = 0;
    show();
    try {
      const size = imageSize(stack);
      const way = await findWay({ session, instrument, images, size, a, b, signal: own.signal, onStage });
      if (way && under === own) found = { a, b, step, way };
    } catch (error) {
      if (!own.signal.aborted) session.fail((error as Error).message);
    }
    if (under !== own) return;
    under = null;
    show();
    onChange();
  }

  function end(): void {
    under?.abort();
    under = null;
  }

  find.addEventListener("click", () => void begin(), { signal });
  cancel.addEventListener(
    "click",
    () => {
      end();
      show();
      find.focus();
    },
    { signal },
  );
  return {
    /** Between A and B as they are now; null where it was not looked for. */
    get way(): Way | null {
      return current()?.way ?? null;
    },
    /** The same, of the model as it is now. */
    get fresh(): Way | null {
      const now = current();
      return now?.step === store.state.step ? now.way : null;
    },
    /** The model is another one. */
    forget() {
      end();
      found = null;
    },
    /** Says how much less the image changes on it than on the straight line. */
    compare(straight: number | null) {
      show();
      const now = current();
      compared.hidden = !now || straight === null || now.step !== store.state.step;
      if (!now || !straight) return setText(compared, "");
      const more = now.way.total / straight - 1;
      const amount = percent(Math.abs(more));
      setText(
        compared,
        Math.abs(more) < least ? words.alike : more < 0 ? words.shorter(amount) : words.longer(amount),
      );
    },
    destroy() {
      released.abort();
      end();
    },
  };
}

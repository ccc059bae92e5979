import { h, setText } from "../dom";

/** What a piece of work is told, and tells. */
export interface Under {
  signal: AbortSignal;
  /** The share that is done, between 0 and 1; null where nobody can say. */
  onProgress(share: number | null): void;
  /** What is under way, and how far: beside the bar, which says the share to those who can't see this. */
  onTell(told: string): void;
}

/** A button that starts work, with one that stops it, a bar that says how far it is, and a line for what came of it. */
export function createWork(
  words: { start: string; stop: string; working: string },
  run: (under: Under) => Promise<void>,
  onChange: () => void,
) {
  let work: AbortController | null = null;
  let problem = "";
  const start = h("button", { type: "submit" }, words.start);
  const stop = h("button", { type: "button", hidden: true }, words.stop);
  const progress = h("progress", { "aria-label": words.working, max: 1 });
  const told = h("span", { class: "help", "aria-hidden": "true" });
  const bar = h("div", { class: "work-bar", hidden: true }, progress, told);
  const said = h("p", { class: "help", role: "status" });
  stop.addEventListener("click", () => work?.abort());

  async function begin(): Promise<void> {
    work?.abort();
    const own = (work = new AbortController());
    const { signal } = own;
    problem = "";
    progress.removeAttribute("value");
    setText(told, "");
    onChange();
    try {
      await run({
        signal,
        onProgress(share) {
          if (work !== own) return;
          if (share === null) progress.removeAttribute("value");
          else progress.value = share;
        },
        onTell: (now) => void (work === own && setText(told, now)),
      });
    } catch (error) {
      if (!signal.aborted) problem = (error as Error).message;
    }
    if (work !== own) return;
    work = null;
    onChange();
  }

  return {
    start,
    buttons: h("div", { class: "buttons" }, start, stop),
    bar,
    said,
    get busy(): boolean {
      return work !== null;
    },
    begin: () => void begin(),
    end: () => work?.abort(),
    /** With a line to say while nothing is under way and nothing went wrong. */
    show(otherwise: string, possible: boolean): void {
      const had = (start.getRootNode() as Document | ShadowRoot).activeElement;
      start.disabled = work !== null || !possible;
      bar.hidden = stop.hidden = work === null;
      // A button that goes takes the focus with it.
      if (had === start && work) stop.focus();
      if (had === stop && !work) start.focus();
      setText(said, work ? words.working : problem || otherwise);
    },
  };
}

import type { Playground } from "../../shell/playground";

/** Begins to train, once, when the element has been seen and the model is ready. Returns the clean-up. */
export function trainWhenSeen(element: HTMLElement, playground: Playground): () => void {
  const ended = new AbortController();
  const seen = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    seen.disconnect();
    const { phase, busy } = playground.state;
    if (phase === "idle" && !busy) playground.train();
    // What tells of being ready has not returned yet.
    else
      element.addEventListener(
        "ready",
        () => queueMicrotask(() => !ended.signal.aborted && playground.train()),
        { once: true, signal: ended.signal },
      );
  });
  seen.observe(element);
  return () => {
    seen.disconnect();
    ended.abort();
  };
}

import type { Playground } from "../../shell/playground";

/** Begins to train, once, when the element has been seen and as soon as the model is ready. Returns the clean-up. */
export function trainWhenSeen(element: HTMLElement, playground: Playground): () => void {
  const seen = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    seen.disconnect();
    playground.train();
  });
  seen.observe(element);
  return () => seen.disconnect();
}

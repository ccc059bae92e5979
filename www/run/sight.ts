/** Tells whether an element is on screen, and the page not in the background, at first and at each change. */
export function watchSight(element: Element, tell: (seen: boolean) => void): { destroy(): void } {
  const released = new AbortController();
  let within: boolean | undefined;
  const say = () => within !== undefined && tell(within && !document.hidden);
  const observer = new IntersectionObserver((entries) => {
    within = entries.at(-1)!.isIntersecting;
    say();
  });
  observer.observe(element);
  document.addEventListener("visibilitychange", say, { signal: released.signal });
  return {
    destroy() {
      observer.disconnect();
      released.abort();
    },
  };
}

/**
 * Whether an element has a place on the page, on screen or not: it has none while its workspace is closed. Told by the
 * page, for to ask it makes it lay itself out.
 */
export function watchPlace(element: Element, tell: () => void = () => {}) {
  let placed = false;
  const observer = new ResizeObserver((entries) => {
    const { inlineSize, blockSize } = entries.at(-1)!.borderBoxSize[0]!;
    placed = inlineSize > 0 || blockSize > 0;
    tell();
  });
  observer.observe(element);
  return {
    get placed() {
      return placed;
    },
    destroy: () => observer.disconnect(),
  };
}

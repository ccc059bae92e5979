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

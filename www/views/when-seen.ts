/** While it is not on screen, a picture is drawn when what it shows has stayed for so long, in milliseconds. */
const lateMs = 400;

/** It is drawn a little before it comes on screen. */
const aheadBy = "100px 0px";

/** Draws at once what is on screen; else once it stays as it is, for whoever saves a picture of it. */
export function drawnWhenSeen(element: Element, draw: () => void) {
  let seen = false;
  let late = 0;
  let owed = false;
  function now(): void {
    clearTimeout(late);
    owed = false;
    draw();
  }
  const observer = new IntersectionObserver(
    (entries) => {
      seen = entries.at(-1)!.isIntersecting;
      if (seen && owed) now();
    },
    { rootMargin: aheadBy },
  );
  observer.observe(element);
  return {
    redraw(): void {
      if (seen) return now();
      owed = true;
      clearTimeout(late);
      late = window.setTimeout(now, lateMs);
    },
    destroy(): void {
      observer.disconnect();
      clearTimeout(late);
    },
  };
}

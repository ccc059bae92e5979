import { h, setText } from "../dom";

/** What turns pages of many dimensions, and how it says where it stands. */
export interface PageWords {
  previous: string;
  next: string;
  page(from: number, to: number, all: number): string;
}

/** Buttons that go through many things a page at a time; hidden where one page has all. */
export function createPages(
  words: PageWords,
  size: number,
  signal: AbortSignal,
  onTurn: (page: number) => void,
) {
  const previous = h("button", { type: "button" }, words.previous);
  const next = h("button", { type: "button" }, words.next);
  const which = h("span", {});
  const element = h("div", { class: "pages" }, previous, which, next);
  let shown = 0;
  previous.addEventListener("click", () => onTurn(shown - 1), { signal });
  next.addEventListener("click", () => onTurn(shown + 1), { signal });
  return {
    element,
    show(page: number, all: number) {
      shown = page;
      const first = page * size;
      element.hidden = all <= size;
      setText(which, words.page(first + 1, Math.min(all, first + size), all));
      previous.disabled = page === 0;
      next.disabled = first + size >= all;
    },
  };
}

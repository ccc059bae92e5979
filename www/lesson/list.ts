import { createDialog } from "../dialog";
import { h, setText, whenChosen } from "../dom";
import { text } from "../text/guide";
import { findLesson, say } from "./find";
import { shipped, type Lesson } from "./lesson";
import { readLesson } from "./read";

const words = text.lesson;

export interface ListOptions {
  /** What the list is put into. */
  frame: HTMLElement;
  /** Where the button that opens it goes. */
  tools: HTMLElement;
  begin(lesson: Lesson, name: string | null): void;
}

/** The button that lists the lessons that come with the playground, and opens one or a file of one's own. */
export function mountList({ frame, tools, begin }: ListOptions) {
  const released = new AbortController();
  const { signal } = released;
  const opener = h(
    "button",
    { type: "button", class: "to-lessons", "aria-haspopup": "dialog" },
    words.button,
  );
  tools.append(opener);
  const said = h("p", { class: "help", role: "status" });
  const list = h("ul", { class: "lessons" });
  const choose = h("button", { type: "button" }, words.openFile);
  const input = h("input", { type: "file", accept: ".json", hidden: true, "aria-label": words.file });
  const { dialog } = createDialog(
    frame,
    words,
    "lesson-list",
    signal,
    h("p", { class: "help" }, words.about),
    list,
    h("div", { class: "buttons" }, choose),
    input,
    said,
  );

  function start(lesson: Lesson, name: string | null): void {
    dialog.close();
    begin(lesson, name);
  }

  function row(name: string, lesson: Lesson): HTMLElement {
    const open = h("button", { type: "button" }, say(lesson.title));
    open.addEventListener("click", () => start(lesson, name));
    return h(
      "li",
      {},
      open,
      h("p", { class: "help" }, `${say(lesson.about)} ${words.steps(lesson.steps.length)}.`),
    );
  }

  /** Those that can be had; of the first that can't, why. */
  async function show(): Promise<void> {
    setText(said, words.loading);
    const found = await Promise.allSettled(shipped.map(findLesson));
    if (signal.aborted) return;
    list.replaceChildren(
      ...found.flatMap((one, i) => (one.status === "fulfilled" ? [row(shipped[i]!, one.value)] : [])),
    );
    const failed = found.find((one) => one.status === "rejected");
    setText(said, failed ? (failed.reason as Error).message : "");
  }

  opener.addEventListener(
    "click",
    () => {
      dialog.showModal();
      if (list.childElementCount < shipped.length) void show();
    },
    { signal },
  );
  choose.addEventListener("click", () => input.click(), { signal });
  whenChosen(input, signal, ([file]) => {
    file!.text().then(
      (json) => {
        try {
          start(readLesson(json), null);
        } catch (error) {
          setText(said, (error as Error).message);
        }
      },
      (error: Error) => setText(said, error.message),
    );
  });

  return {
    destroy() {
      released.abort();
      opener.remove();
    },
  };
}

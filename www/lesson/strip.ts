import { h, setText } from "../dom";
import type { Page } from "../link/opening";
import { places, type Workspace } from "../panels/list";
import { epochText } from "../text/epochs";
import { text } from "../text/guide";
import { say } from "./find";
import type { Lesson, Question } from "./lesson";
import { paragraphs } from "./markdown";
import { Player, type Playing } from "./player";

const words = text.lesson;

export interface StripOptions extends Page {
  /** What the strip is put into, and the cards are found in. */
  frame: HTMLElement;
  workspace(): string;
  goTo(workspace: Workspace): void;
  onLeave(): void;
}

/** A lesson beside the page: its text, a question, how far the training is, and the way through the steps. */
export function mountStrip(lesson: Lesson, options: StripOptions) {
  const { frame } = options;
  const released = new AbortController();
  const { signal } = released;
  const button = (name: string, run: () => void, kind = "") => {
    const made = h("button", { type: "button", class: kind }, name);
    made.addEventListener("click", run, { signal });
    return made;
  };
  const count = h("p", { class: "help" });
  const body = h("div", { class: "lesson-text", tabindex: -1 });
  const question = h("div", { class: "lesson-question", role: "group" });
  const answer = h("div", { class: "lesson-answer", role: "status" });
  const bar = h("progress", { max: 1, "aria-label": words.progress });
  const said = h("p", { class: "help", role: "status" });
  const toggle = button(words.pause, () => player.toggle());
  const again = button(words.again, () => void player.act());
  const back = button(words.back, () => player.go(player.state.step - 1));
  const next = button(words.next, forward, "primary");
  const leave = button(words.leave, options.onLeave);
  const title = say(lesson.title);
  const element = h(
    "section",
    { class: "lesson", "aria-label": words.strip(title) },
    h("header", {}, h("h2", {}, title), leave),
    h("div", { class: "lesson-body" }, count, body, question, answer),
    h("footer", {}, bar, back, next, said, toggle, again),
  );
  frame.append(element);

  /** The run bar, which on a phone stands below the strip, is as high as what it says. */
  const run = frame.querySelector<HTMLElement>(".run")!;
  const height = new ResizeObserver(() => frame.style.setProperty("--run-bar", `${run.offsetHeight}px`));
  height.observe(run);

  let shown = -1;
  let pointed: number | null = null;

  function forward(): void {
    const { step } = player.state;
    if (step + 1 < lesson.steps.length) player.go(step + 1);
    else options.onLeave();
  }

  function ask({ text: asked, choices }: Question): void {
    const name = h("p", { class: "label" }, say(asked));
    const buttons = choices.map((choice, i) => button(say(choice), () => player.guess(i)));
    question.setAttribute("aria-label", say(asked));
    question.replaceChildren(name, ...buttons);
  }

  /** A step that was gone to: its text is what is read next. */
  function open({ step }: Playing): void {
    shown = step;
    pointed = null;
    const { text: said, ask: asked } = lesson.steps[step]!;
    setText(count, words.step(step + 1, lesson.steps.length));
    body.replaceChildren(...paragraphs(say(said)));
    question.replaceChildren();
    answer.replaceChildren();
    if (asked) ask(asked);
    setText(next, step + 1 < lesson.steps.length ? words.next : words.finish);
    body.scrollTop = 0;
    body.focus({ preventScroll: true });
  }

  /** Marks the guess, and once the step is done says what is right. */
  function tell({ step, stage, guesses }: Playing): void {
    const { ask: asked } = lesson.steps[step]!;
    const guess = guesses.get(step);
    if (!asked || guess === undefined) return;
    [...question.querySelectorAll("button")].forEach((choice, i) => {
      choice.disabled = true;
      choice.setAttribute("aria-pressed", String(i === guess));
    });
    if (stage !== "done" || answer.childElementCount > 0) return;
    const verdict = guess === asked.answer ? words.right : words.wrong(say(asked.choices[asked.answer]!));
    answer.append(h("p", {}, h("strong", {}, verdict)), ...paragraphs(say(asked.reveal)));
  }

  function point({ step, stage }: Playing): void {
    const { view, workspace } = lesson.steps[step]!;
    if (pointed === step || stage === "asking") return;
    const here = options.workspace() as Workspace;
    const wanted =
      workspace ?? (view === undefined || places[view]!.includes(here) ? here : places[view]![0]!);
    if (wanted !== here) options.goTo(wanted);
    for (const card of frame.querySelectorAll(".card.pointed")) card.classList.remove("pointed");
    const card = view !== undefined && frame.querySelector(`[data-view="${view}"]`);
    // It may come with a script that is not there yet.
    if (view !== undefined && !card) return;
    pointed = step;
    if (!card) return;
    card.classList.add("pointed");
    const smooth = !matchMedia("(prefers-reduced-motion: reduce)").matches;
    card.scrollIntoView({ block: "start", behavior: smooth ? "smooth" : "instant" });
  }

  function describe({ stage, training, problem }: Playing): string {
    if (stage === "settingUp") return words.settingUp;
    if (stage === "other") return words.other;
    if (stage === "failed") return words.failed(problem ?? "");
    if (!training || (stage !== "training" && stage !== "paused")) return "";
    const { epoch, target } = training;
    return (stage === "training" ? words.training : words.paused)(epochText(epoch), target);
  }

  function show(): void {
    const now = player.state;
    const { step, stage, training } = now;
    if (step !== shown) open(now);
    tell(now);
    point(now);
    element.dataset["stage"] = stage;
    bar.hidden = !training || (stage !== "training" && stage !== "paused");
    if (training) bar.value = training.epoch / training.target;
    setText(said, describe(now));
    toggle.hidden = stage !== "training" && stage !== "paused";
    setText(toggle, stage === "training" ? words.pause : words.goOn);
    again.hidden = stage !== "other" && stage !== "failed";
    back.disabled = step === 0 || stage === "settingUp";
    next.disabled = stage !== "done" && stage !== "other";
  }

  const player = new Player(lesson, options, show);
  void player.begin();

  // A space or an arrow is meant for the strip, not for the page's keys.
  element.addEventListener("keydown", (event) => event.stopPropagation(), { signal });

  return {
    element,
    destroy() {
      released.abort();
      player.destroy();
      height.disconnect();
      frame.style.removeProperty("--run-bar");
      for (const card of frame.querySelectorAll(".card.pointed")) card.classList.remove("pointed");
      element.remove();
    },
  };
}

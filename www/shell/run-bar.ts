import { h, setText } from "../dom";
import type { Session } from "../run/session";
import type { State, Store } from "../run/store";
import { more, reached } from "../run/target";
import { text } from "../text";
import { number } from "../text/format";
import { epochText } from "../text/epochs";
import { endFirstTime, isFirstTime } from "./first-time";
import { mountLosses } from "./losses";

function describe(now: Readonly<State>, first: boolean): string {
  const { phase, stage, busy, step } = now;
  const { run } = text.shell;
  if (stage) return stage.count === undefined ? `${stage.text}…` : stage.text;
  if (phase === "opening") return run.opening;
  if (phase === "dead") return run.stopped;
  if (phase === "training") return step === 0 ? run.firstStep : run.training;
  if (busy) return run.working;
  if (reached(now)) return run.done;
  if (step > 0) return run.paused;
  return first ? run.begin : run.ready;
}

export interface RunBarOptions {
  /** Where the space bar trains. */
  scope: GlobalEventHandlers;
  onReset(): void;
  /** A person wants to see the settings, which may be far away. */
  onSettings(): void;
}

/** Train, step and reset, how far the run is, and its losses: what stays in reach wherever a person is. */
export function mountRunBar(
  host: HTMLElement,
  store: Store,
  session: Session,
  { scope, onReset, onSettings }: RunBarOptions,
) {
  const { run } = text.shell;
  const released = new AbortController();
  const { signal } = released;
  const button = (name: string, kind = "") => h("button", { type: "button", class: kind }, name);
  const train = button(run.train, "primary");
  const step = button(run.step);
  const reset = button(run.reset);
  const settings = button(run.settings, "to-settings");
  train.title = run.trainKey;
  step.title = run.oneStep;

  const unfit = h("p", { class: "unfit field-error", role: "alert" });
  const bar = h("progress", { max: 1, value: 0 });
  const state = h("span", { role: "status" });
  // Outside the live region, which would read every number aloud.
  const stageCount = h("span");
  const epochs = h("span", { class: "run-epochs" });
  host.append(
    h("div", { class: "buttons" }, train, step, reset, settings),
    h("div", { class: "run-progress" }, bar, h("p", { class: "run-state" }, state, stageCount, " ", epochs)),
  );
  const losses = mountLosses(host, store);
  host.append(unfit);
  const frame = host.closest(".vae-playground")!;
  let first = isFirstTime("has-trained");

  function toggle(): void {
    if (store.state.phase === "training") void session.pause();
    else session.trainOn();
  }

  train.addEventListener("click", toggle, { signal });
  step.addEventListener("click", () => void session.step(), { signal });
  reset.addEventListener("click", onReset, { signal });
  settings.addEventListener("click", onSettings, { signal });
  scope.addEventListener(
    "keydown",
    (event) => {
      const path = event.composedPath();
      const [target] = path;
      if (!(target instanceof Element) || event.key !== " " || event.repeat || train.disabled) return;
      // Pressed on the page itself or inside this playground, but not where a space means something else.
      const here = target === document.body || path.includes(frame);
      if (!here || target.closest("input, select, textarea, button, summary, a")) return;
      event.preventDefault();
      toggle();
    },
    { signal },
  );

  store.watch(["phase", "busy", "stage", "epoch", "target", "step", "pending"], (now) => {
    const { phase, busy, stage, epoch, target, pending } = now;
    const training = phase === "training";
    setText(train, training ? run.pause : reached(now) ? run.trainMore(more) : run.train);
    train.disabled = !training && (phase !== "idle" || busy);
    step.disabled = (phase !== "idle" && !training) || busy;
    reset.disabled = phase === "opening" || busy;
    setText(reset, pending ? run.applyAndReset : run.reset);
    reset.classList.toggle("wanted", pending);
    if (training && first) {
      first = false;
      endFirstTime("has-trained");
    }
    const said = describe(now, first);
    setText(state, said);
    setText(stageCount, stage?.count === undefined ? "" : ` (${stage.count})`);
    bar.max = target;
    // Without a value the bar shows that something goes on, but not how far it is.
    const waiting = stage !== null || phase === "opening" || (training && now.step === 0);
    bar.setAttribute("aria-label", waiting ? said : run.epochsTrained);
    if (waiting) bar.removeAttribute("value");
    else bar.value = Math.min(epoch, target);
    setText(epochs, waiting ? "" : run.epoch(epochText(epoch), number(target)));
  });
  store.watch(["unfit"], (now) => setText(unfit, now.unfit ?? ""));

  return {
    destroy() {
      released.abort();
      losses.destroy();
      host.replaceChildren();
    },
  };
}

import { h, setText } from "../../dom";
import { fewest, type Snapshot } from "../../run/past/snapshot";
import { roomOf } from "../../run/past/snapshots";
import { pick } from "../../run/picks";
import { text } from "../../text/later";
import { fixed, number } from "../../text/format";
import { createChoice } from "../choice";
import type { Panel } from "../panel";
import { createWork } from "../work";
import { saveAnimation } from "./animation";
import { createLooking, type Looked } from "./looking";
import { told } from "./moment";
import { createScrubber, nearest } from "./scrubber";
import { mountStage } from "./stage";

const words = text.time;

type Speed = keyof typeof words.speeds;

/** Of fewer than these, a person is told how many fit. */
const many = 24;
const megabytes = (bytes: number) => fixed(bytes / 1e6, 1);

/** The run so far at any moment that was kept of it, which another engine draws while training goes on. */
export const time: Panel<never> = {
  name: "time",
  kind: "time",
  title: () => words.title,
  caption: () => words.caption,
  needs: (state) =>
    state.parameters > 0 && roomOf(state) < fewest ? words.tooLarge(megabytes(4 * state.parameters)) : null,
  shows: ["snapshots", "step", "history", "dimensions", "shown", "mapRows", "dataset", "mapNames", "a", "b"],
  mount(host, { dataset, stack, store, tools }) {
    const released = new AbortController();
    const { signal } = released;
    let chosen: Snapshot | null = null;
    /** The second moment; null where there is no comparison. */
    let other: Snapshot | null = null;
    let looked: Looked | null = null;
    let failed = "";
    let speed = 2;
    /** Runs on through the moments; null where it rests. */
    let playing: AbortController | null = null;

    const a = createScrubber(words.slider, { withNow: true, signal, onChoose: (snapshot) => stop(snapshot) });
    const b = createScrubber(words.other, {
      withNow: false,
      signal,
      onChoose(snapshot) {
        other = snapshot;
        void look();
      },
    });
    const play = h("button", { type: "button" }, words.play);
    const back = h("button", { type: "button", class: "primary" }, words.back);
    const pace = createChoice<Speed>(words.speed, words.speeds, signal, (chosen) => (speed = Number(chosen)));
    pace.show("2");
    const check = (label: string, checked = false) => {
      const input = h("input", { type: "checkbox", checked });
      return { input, element: h("label", { class: "check" }, input, label) };
    };
    const compare = check(words.compare);
    const turn = check(words.turn, true);
    tools.append(pace.element, play);
    const said = h("p", { class: "time-said", role: "status" });
    const kept = h("p", { class: "help" });
    const comparing = h("div", { class: "checks" }, compare.element, turn.element);
    host.append(a.element, h("div", { class: "time-banner" }, said, back), kept, comparing, b.element);
    const stage = mountStage(host, { dataset, stack, onPick: (row) => pick(store, row) });
    const looking = createLooking(store, dataset, {
      onShown(now) {
        looked = now;
        failed = "";
        store.set({ past: now.a });
        show();
      },
      onFail(why) {
        failed = words.failed(why);
        rest();
        show();
      },
    });
    const saving = createWork(
      words.save,
      async (under) => {
        const from = chosen;
        const { snapshots, dataset } = store.state;
        try {
          const moments = { set: dataset!.name, moments: snapshots, show: choose };
          saved = await saveAnimation(stage.element, moments, under);
        } finally {
          if (!signal.aborted) void choose(from);
        }
      },
      () => show(),
    );
    let saved = "";
    const form = h("form", { class: "time-save" }, saving.buttons, saving.bar, saving.said);
    form.addEventListener(
      "submit",
      (event) => {
        event.preventDefault();
        rest();
        saving.begin();
      },
      { signal },
    );
    host.append(form);

    /** Shows what is chosen; false where that failed. */
    async function look(): Promise<boolean> {
      if (!chosen) {
        looking.end();
        [looked, failed] = [null, ""];
        store.set({ past: null });
        show();
        return true;
      }
      show();
      return looking.look(chosen, other);
    }

    function choose(snapshot: Snapshot | null): Promise<boolean> {
      chosen = snapshot;
      return look();
    }

    /** A person chooses: what went by itself rests. */
    function stop(snapshot: Snapshot | null): void {
      rest();
      saving.end();
      void choose(snapshot);
    }

    function rest(): void {
      playing?.abort();
      playing = null;
      show();
    }

    /** From the moment that is shown to the newest, or from the first one on. */
    async function playOn(): Promise<void> {
      const own = (playing = new AbortController());
      const { state } = store;
      if (!chosen || chosen.step >= state.snapshots.at(-1)!.step) chosen = null;
      let next = chosen ? nearest(state.snapshots, chosen.step) + 1 : 0;
      while (next < state.snapshots.length) {
        const until = performance.now() + 1000 / speed;
        if (!(await choose(state.snapshots[next]!)) || own.signal.aborted) return;
        await new Promise((resolve) => setTimeout(resolve, Math.max(0, until - performance.now())));
        if (own.signal.aborted) return;
        // More may have come, and others gone, meanwhile.
        next = state.snapshots.findIndex(({ step }) => step > chosen!.step);
        if (next < 0) break;
      }
      rest();
    }

    play.addEventListener("click", () => (playing ? rest() : void playOn()), { signal });
    back.addEventListener(
      "click",
      () => {
        stop(null);
        a.slider.focus();
      },
      { signal },
    );
    compare.input.addEventListener(
      "change",
      () => {
        other = compare.input.checked ? (store.state.snapshots.at(-1) ?? null) : null;
        void look();
      },
      { signal },
    );
    turn.input.addEventListener("change", () => show(), { signal });

    function show(): void {
      const { state } = store;
      const { snapshots, step } = state;
      a.update(snapshots, chosen);
      b.update(snapshots, other);
      comparing.hidden = chosen === null;
      turn.element.hidden = other === null;
      b.element.hidden = chosen === null || other === null;
      play.disabled = saving.busy || snapshots.length === 0;
      setText(play, playing ? words.pause : words.play);
      back.hidden = chosen === null;
      host.classList.toggle("past", chosen !== null);
      const past = () =>
        looked?.a.step === chosen!.step ? words.past(told(chosen!), number(step)) : words.loading;
      setText(said, failed || (chosen ? past() : snapshots.length > 0 ? words.present : words.none));
      const bytes = snapshots.reduce((sum, { weights }) => sum + weights.length, 0);
      const room = roomOf(state);
      const few = room < many ? ` ${words.few(room)}` : "";
      setText(kept, snapshots.length > 0 ? words.kept(snapshots.length, megabytes(bytes)) + few : "");
      stage.element.hidden = looked === null || chosen === null;
      if (looked && chosen) stage.update(looked, turn.input.checked, state);
      saving.show(saved, snapshots.length > 0 && playing === null);
    }

    let { snapshots, dimensions, shown, mapRows } = store.state;
    return {
      update(_, state) {
        // The first moment of a run stays as long as the run.
        const another = snapshots[0] !== undefined && state.snapshots[0] !== snapshots[0];
        const asks = [dimensions, shown, mapRows];
        ({ snapshots, dimensions, shown, mapRows } = state);
        if (another) {
          compare.input.checked = false;
          [other, saved] = [null, ""];
          stop(null);
        } else if (chosen && [dimensions, shown, mapRows].some((now, i) => now !== asks[i])) void look();
        else show();
      },
      destroy() {
        playing?.abort();
        saving.end();
        released.abort();
        looking.end();
        stage.destroy();
        host.classList.remove("past");
        store.set({ past: null });
      },
    };
  },
};

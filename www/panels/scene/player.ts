import { h, setText } from "../../dom";
import type { Moving } from "../../scene/moving";
import { text } from "../../text/later";

const words = text.scene.source;

/** Plays and pauses what moves, and goes to a time; of what is live it says so. */
export function mountPlayer(host: HTMLElement, current: () => Moving | null, signal: AbortSignal) {
  const play = h("button", { type: "button" });
  const slider = h("input", { type: "range", min: 0, step: "any", "aria-label": words.time });
  const time = h("span", {});
  const live = h("strong", { class: "live" }, words.live);
  const rate = h("span", { class: "rate" });
  const element = h("div", { class: "player", role: "group" }, play, live, slider, time, rate);
  host.append(element);
  play.addEventListener(
    "click",
    () => {
      const moving = current();
      if (moving?.playing) moving.pause();
      else moving?.play();
    },
    { signal },
  );
  slider.addEventListener("input", () => current()?.seek(Number(slider.value)), { signal });

  return {
    update(perSecond: number | null) {
      const moving = current();
      element.hidden = moving === null;
      if (!moving) return;
      const { duration, seconds, playing } = moving;
      setText(play, playing ? words.pause : words.play);
      live.hidden = duration !== null;
      slider.hidden = time.hidden = duration === null;
      if (duration !== null) {
        slider.max = String(duration);
        slider.value = String(seconds);
        const said = words.timeOf(seconds, duration);
        setText(time, said);
        slider.setAttribute("aria-valuetext", said);
      }
      setText(rate, playing && perSecond !== null ? words.rate(perSecond) : "");
    },
  };
}

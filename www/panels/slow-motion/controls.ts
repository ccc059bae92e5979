import { h, setText } from "../../dom";
import { stages } from "../../inside/replay";
import { text } from "../../text/later";
import { createChoice } from "../choice";
import type { Player } from "./player";

const words = text.slowMotion;

/** The stages, and what plays them, with `extra` beside it; keys do the same from anywhere within `scope`. */
export function mountControls(host: HTMLElement, scope: HTMLElement, player: Player, extra: HTMLElement) {
  const released = new AbortController();
  const { signal } = released;
  const button = (name: string, act: () => void) => {
    const element = h("button", { type: "button" }, name);
    element.addEventListener("click", act, { signal });
    return element;
  };
  const by = (stages: number) => player.go(player.place.stage + stages);
  const toggle = (way: 1 | -1) => (player.way === way ? player.rest() : player.play(way));
  const named = ({ short, name }: { short: string; name: string }, act: () => void) => {
    const element = button(short, act);
    element.title = name;
    element.setAttribute("aria-label", name);
    return element;
  };
  const backwards = named(words.backwards, () => toggle(-1));
  const previous = named(words.previous, () => by(-1));
  const play = button(words.play, () => toggle(1));
  const next = named(words.next, () => by(1));
  play.classList.add("primary");
  const speed = createChoice(words.speed, words.speeds, signal, (times) => (player.speed = Number(times)));
  speed.show("1");
  const list = h("ol", { class: "step-stages", "aria-label": words.stageList });
  const buttons = stages.map((name, i) => {
    const element = button(words.stages[name], () => player.go(i));
    list.append(h("li", {}, element));
    return element;
  });
  const said = h("p", { class: "hint", role: "status" });
  host.append(
    list,
    h("div", { class: "step-replay" }, play, backwards, previous, next, speed.element, said, extra),
  );

  scope.addEventListener(
    "keydown",
    (event) => {
      const { key, target } = event;
      if (event.ctrlKey || event.metaKey || event.altKey || !(target instanceof Element)) return;
      const own = target.closest("select, input, summary, .step-way, .step-detail");
      const acts: Record<string, () => void> = {
        ArrowLeft: () => by(-1),
        ArrowRight: () => by(1),
        Home: () => player.go(0),
        End: () => player.go(stages.length - 1),
        " ": () => toggle(player.way === -1 ? -1 : 1),
      };
      const act = acts[key];
      // On a button, space is a press; in what scrolls, arrows scroll.
      const taken = key === " " ? target.closest("button, select, input, summary") : own;
      if (!act || taken) return;
      event.preventDefault();
      // On the page itself, space trains.
      event.stopPropagation();
      if (!event.repeat || key !== " ") act();
      if (list.contains(target)) buttons[player.place.stage]!.focus();
    },
    { signal },
  );

  return {
    update() {
      const { place, way } = player;
      setText(play, way === 1 ? words.pause : words.play);
      setText(backwards, way === -1 ? words.pause : words.backwards.short);
      backwards.setAttribute("aria-label", way === -1 ? words.pause : words.backwards.name);
      previous.disabled = place.stage === 0;
      next.disabled = place.stage === stages.length - 1;
      buttons.forEach((element, i) => {
        const here = i === place.stage;
        if (here) element.setAttribute("aria-current", "step");
        else element.removeAttribute("aria-current");
        element.tabIndex = here ? 0 : -1;
        element.classList.toggle("passed", i < place.stage);
      });
      const current = buttons[place.stage]!.parentElement!;
      // The list alone moves, not the page.
      list.scrollLeft = current.offsetLeft - list.offsetLeft - (list.clientWidth - current.offsetWidth) / 2;
      setText(said, words.at(place.stage + 1, stages.length, words.stages[stages[place.stage]!]));
    },
    destroy: () => released.abort(),
  };
}

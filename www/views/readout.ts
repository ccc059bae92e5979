import { h, setText } from "../dom";

/** A line that says what is pointed at, read aloud only where a key did it; with nothing pointed at, a hint. */
export function mountReadout(host: HTMLElement, hint: string) {
  const line = h("p", { class: "hint readout" }, hint);
  const spoken = h("p", { class: "visually-hidden", "aria-live": "polite" });
  host.append(line, spoken);
  return {
    say(said: string | null, aloud = false) {
      setText(line, said ?? hint);
      if (aloud && said !== null) setText(spoken, said);
    },
  };
}

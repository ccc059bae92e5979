import { h, setText } from "../../dom";
import type { State } from "../../run/store";
import { text } from "../../text/later";
import type { PanelContext } from "../panel";
import { fit } from "./source";

const words = text.generate.mixture;

/** What is known of the mixture: whether there is one, and of which model. */
function describe({ mixture: fitted, latents, step }: Readonly<State>): string {
  if (!fitted) return latents ? words.none : words.waiting;
  const { weights, covariance } = fitted.mixture;
  const said = words.fitted(weights.length, covariance, fitted.step);
  return fitted.step === step ? said : `${said} ${words.older(step)}`;
}

/** Says which mixture there is, and fits one where a person asks for it. */
export function mountMixtureStatus(
  host: HTMLElement,
  { store, session, instrument }: Pick<PanelContext, "store" | "session" | "instrument">,
) {
  const released = new AbortController();
  let work: AbortController | null = null;
  const said = h("span", { role: "status" });
  const start = h("button", { type: "button" });
  const bar = h("progress", { "aria-label": words.fitting, max: 1, hidden: true });
  const stop = h("button", { type: "button", hidden: true }, words.stop);
  const element = h("div", { class: "mixture-status" }, said, start, bar, stop);
  host.append(element);

  function show(): void {
    const { state } = store;
    setText(said, work ? words.fitting : describe(state));
    setText(start, state.mixture ? words.again : words.fit);
    start.hidden = work !== null || !state.latents;
    bar.hidden = stop.hidden = work === null;
  }

  async function begin(): Promise<void> {
    const { signal } = (work = new AbortController());
    bar.removeAttribute("value");
    show();
    let problem = "";
    try {
      const onProgress = (done: number) => void (bar.value = done);
      const mixture = await session.ask(() => fit(store.state, instrument, { signal, onProgress }));
      if (mixture) store.set({ mixture });
    } catch (error) {
      if (!signal.aborted) problem = (error as Error).message;
    }
    work = null;
    if (released.signal.aborted) return;
    show();
    if (problem) setText(said, problem);
  }

  start.addEventListener("click", () => void begin(), { signal: released.signal });
  stop.addEventListener("click", () => work?.abort(), { signal: released.signal });

  return {
    element,
    update: show,
    destroy() {
      released.abort();
      work?.abort();
      element.remove();
    },
  };
}

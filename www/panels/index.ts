import { sameImages, type Dataset } from "../data/dataset";
import { slug } from "../data/recognise";
import type { InstrumentClient } from "../instrument/client";
import type { Session } from "../run/session";
import { fail } from "../run/problem";
import { watchPlace, watchSight } from "../run/sight";
import type { Store } from "../run/store";
import { text } from "../text";
import { epochText } from "../text/epochs";
import { mountCard } from "./card";
import { latent } from "./latent";
import { loss } from "./loss";
import { manifold } from "./manifold";
import { mountSaveMenu } from "./save-menu";
import type { MountedPanel, Panel } from "./panel";
import { reconstructions } from "./reconstructions";
import { stackOf } from "./stack";

/** What a page begins with. */
export const first: readonly Panel[] = [latent, manifold, loss, reconstructions];

/** Off screen, a trace is shown once it has stayed for so long, in milliseconds: for whoever saves a picture of it. */
const lateMs = 400;

/** A panel in its card, mounted anew for other images, or the same ones shown otherwise. */
function mountPanel(
  host: HTMLElement,
  panel: Panel,
  page: Store,
  session: Session,
  instrument: InstrumentClient,
) {
  const store = page.part();
  const { state } = store;
  const card = mountCard(host, panel);
  let content:
    (MountedPanel<unknown> & { dataset: Dataset; store: Store; save: { destroy(): void } }) | null = null;
  /** What it shows: the answer, and what of the state. */
  let shown: unknown[] = [];
  let onScreen = false;
  let late = 0;

  function end(): void {
    content?.destroy();
    content?.store.destroy();
    content?.save.destroy();
    card.clear();
    content = null;
    shown = [];
  }

  function begin(dataset: Dataset): void {
    const context = {
      dataset,
      stack: stackOf(dataset),
      store: page.part(),
      session,
      instrument,
      tools: card.tools,
    };
    const mounted = panel.mount(card.body, context);
    const save = mountSaveMenu(card.tools, card.body, {
      title: panel.title(dataset),
      caption: () => [
        panel.title(dataset),
        text.panels.save.caption(dataset.name, epochText(state.epoch), state.step),
      ],
      offers: () => mounted.files?.() ?? [],
      name: ({ part, ending }) =>
        `${[slug(dataset.name), "step", state.step, panel.name, part ?? []].flat().join("-")}.${ending}`,
      onFail: (why) => session.fail(why),
    });
    content = { ...mounted, dataset, store: context.store, save };
  }

  /** The images that the card's words are of. */
  let said: Dataset | null | undefined;

  function show(): void {
    clearTimeout(late);
    if (!content) return;
    const answer = state.answers[panel.name] ?? null;
    const next = [answer, ...panel.shows.map((key) => state[key])];
    if (next.length === shown.length && next.every((value, i) => Object.is(value, shown[i]))) return;
    shown = next;
    content.update(answer, state);
  }

  /** A card of a closed workspace costs nothing; what has changed is shown when it is seen again. */
  function update(): void {
    clearTimeout(late);
    const hidden = !place.placed;
    if (hidden && said === state.dataset) return;
    said = state.dataset;
    card.say({
      title: panel.title(state.dataset),
      caption: panel.caption(state),
      reason: state.dataset ? (panel.needs?.(state) ?? null) : text.panels.noImages,
    });
    if (hidden) return;
    // Others may draw on the map, which may be on screen when they are not.
    if (onScreen || !panel.traces) show();
    else late = window.setTimeout(show, lateMs);
  }

  /** Whether what is mounted shows the images in use. */
  const goesOn = () =>
    content !== null && state.dataset !== null && sameImages(content.dataset, state.dataset);

  const { question } = panel;
  const seat =
    question &&
    session.views.add({
      question: () => (goesOn() ? question(state, state.dataset!) : null),
      answered: (answer) => store.set({ answers: { ...state.answers, [panel.name]: answer } }),
    });
  const place = watchPlace(card.element, () => place.placed || clearTimeout(late));
  const sight = watchSight(card.element, (seen) => {
    onScreen = seen;
    seat?.see(seen);
    if (panel.embeds) session.latents.see(panel, seen);
    if (panel.traces) session.trace.see(panel, seen);
    if (panel.records) session.dynamics.see(panel, seen);
    if (seen) update();
  });
  const take = () => {
    if (goesOn()) return;
    end();
    if (state.dataset) begin(state.dataset);
  };
  take();
  // At once, so that nothing is asked for images that are gone.
  store.listen((changed) => changed.has("dataset") && take());
  store.watch([...panel.shows, "answers", "dataset", "options", "diverged"], update);

  return {
    destroy() {
      clearTimeout(late);
      place.destroy();
      sight.destroy();
      seat?.leave();
      if (panel.embeds) session.latents.see(panel, false);
      if (panel.traces) session.trace.see(panel, false);
      if (panel.records) session.dynamics.see(panel, false);
      store.destroy();
      end();
      card.destroy();
    },
  };
}

/**
 * All panels, kept up to date from the store; which of them are seen, others say by `hidden` on their cards.
 * Those of `loadLater` come when they are loaded; `onMounted` is called when more of them are there.
 */
export function mountPanels(
  host: HTMLElement,
  store: Store,
  session: Session,
  instrument: InstrumentClient,
  loadLater: () => Promise<readonly Panel[]>,
  onMounted: () => void,
): { destroy(): void } {
  const mount = (panel: Panel) => mountPanel(host, panel, store, session, instrument);
  const mounted = first.map(mount);
  let gone = false;
  onMounted();
  loadLater()
    .then((later) => {
      if (gone) return;
      mounted.push(...later.map(mount));
      onMounted();
    })
    .catch((error: Error) => fail(store, text.panels.notLoaded(error.message)));
  return {
    destroy() {
      gone = true;
      mounted.forEach((panel) => panel.destroy());
    },
  };
}

import { loadLater } from "#languages/later";
import { h, setText } from "../dom";
import type { SetId } from "../data/catalogue";
import { createDataset, type Dataset } from "../data/dataset";
import { withChoices } from "../data/proposals";
import type { DeviceChoice, ImageData, SessionOptions } from "../engine/protocol";
import { defaults, merge, type SessionChange, type Vae } from "../engine/vae";
import { Instrument } from "../instrument/instrument";
import type { Keeping } from "../keep";
import { text } from "../text";
import { isolated } from "../text/isolate";
import { mountAlerts } from "./alerts";
import { isCheckpoint, isSweep } from "../run/checkpoint-file";
import { mountDataPanel } from "../settings/data-form";
import { mountDropZone } from "./drop-zone";
import { reportEvents, type Report } from "../run/events";
import { mountFigures } from "./figures";
import { followTheme } from "./follow-theme";
import { createFrame } from "./frame";
import { Loader } from "../run/loader";
import { mountKeys } from "./keys";
import { mountLanguageSwitch } from "./language-switch";
import { mountModelFile } from "./model-file";
import { mountNotices, type Notice } from "./notices";
import { mountNavigation, type Look } from "./navigation";
import { mountOffer } from "./offer";
import { mountPanels } from "../panels/index";
import { mountRunBar } from "./run-bar";
import { Session } from "../run/session";
import { mountSettings } from "../settings/form";
import { createStore, type State, type Store } from "../run/store";
import { addStyles } from "./styles";
import { mountThemeToggle } from "./theme-toggle";

export interface PlaygroundOptions extends SessionChange {
  device?: DeviceChoice;
  /** Epoch at which training stops by itself. */
  epochs?: number;
  /** The images to begin with; the digits unless told. */
  dataset?: SetId;
  /** Images that are given, in place of all that could be chosen. */
  given?: () => Promise<Dataset>;
  /** Where the sets lie that are files; without it they are not offered. */
  folder?: string;
  /** It is all there is on the page: with a heading, keys pressed and files dropped anywhere. */
  wholePage?: boolean;
  /**
   * Keeps what is trained in the visitor's browser, to go on on the next visit, under this name, which tells playgrounds of
   * one site apart; without it nothing is kept.
   */
  keep?: string;
  onEvent: Report;
}

/** What a page holds of a mounted playground. */
export interface Playground {
  /** The model, for a page that wants more than the views; null before it is open and after it died. */
  readonly vae: Vae | null;
  /** Models, classifies and measures points, as the panels do. */
  readonly instrument: Instrument;
  readonly state: Readonly<State>;
  /** @internal What another adapter of the playground is built on, as the notebook's is. */
  readonly store: Store;
  /** @internal */
  readonly session: Session;
  /** @internal */
  readonly loader: Loader;
  /** @internal Where a host puts what it has of its own. */
  readonly slots: { frame: HTMLElement; tools: HTMLElement };
  /** Begins or goes on to train, as soon as a model is ready. */
  train(): void;
  /** Resolves when the last step is done and the panels on screen are up to it. */
  pause(): Promise<void>;
  /** One optimiser step, after a pause. */
  step(): Promise<void>;
  /** Shows other views, or the same ones otherwise; the model stays as it is. */
  setLook(look: Look): void;
  /** Tells of something that a person may do, until it is taken or put away. */
  notice(notice: Notice): void;
  /** Other images, on which a new model with the same settings starts. */
  setData(images: ImageData, about: { name?: string; classNames?: string[] }): Promise<void>;
  /** @internal Keeps the model as it is now, where anything is kept. Rejected where that fails. */
  keepNow(): Promise<void>;
  /** Ends the worker and removes everything that was mounted. */
  destroy(): void;
}

/** The script of what training does without, after the words that it says, and after all that a first model and its views need. */
async function importLater(store: Store) {
  await new Promise<void>((resolve) => {
    store.listen(() => {
      const { phase, settled } = store.state;
      if (settled || phase === "training" || phase === "dead") resolve();
    });
  });
  await loadLater();
  return import("./later");
}

/** Builds the playground inside `root` and opens a model. */
export function mountPlayground(root: ShadowRoot, options: PlaygroundOptions): Playground {
  const { model, training, seed, dataset: first = "digits", wholePage = false } = options;
  const store = createStore({
    // Complete once the engine has them.
    options: merge(defaults, { model, training, seed }) as SessionOptions,
    ...(options.device && { choice: options.device }),
    ...(options.epochs !== undefined && { target: options.epochs }),
    given: options.given !== undefined,
  });
  const session: Session = new Session(
    store,
    options.given ?? (async () => withChoices(await loader.first(first), options)),
  );
  const instrument = new Instrument();
  const loader = new Loader(store, session, options.folder);
  reportEvents(store, options.onEvent);

  const slots = createFrame(wholePage);
  const { frame, views, data, settings, aside } = slots;
  root.append(frame);
  const scope = wholePage ? document : frame;

  // Below the views, where they are not beside them, the settings are out of sight anyway.
  settings.element.open = frame.clientWidth >= 1000;

  const around = wholePage ? undefined : followTheme(root.host, frame);
  const theme = around ?? mountThemeToggle(slots.headTools, frame);
  // After the theme, which its pictures follow.
  const keys = mountKeys(slots.headTools, frame, { scope, onFail: (why) => session.fail(why) });
  const navigation = mountNavigation(slots, store, session, options.onEvent);
  const alert = mountAlerts(slots.alerts, store);
  const notices = mountNotices(slots.notices);
  const language = around
    ? null
    : mountLanguageSwitch(slots.headTools, {
        hasModel: () => store.state.step > 0,
        keep: async () => keeping?.keepForNext(),
        notices,
      });
  const dataPanel = options.given
    ? null
    : mountDataPanel(data.body, store, loader, first, () => navigation.reveal(data));
  const form = mountSettings(settings.body, store, session, () => navigation.reveal(settings));
  const runBar = mountRunBar(slots.run, store, session, {
    scope,
    onReset: form.reset,
    onSettings() {
      navigation.reveal(settings);
      settings.element.querySelector("summary")!.focus();
    },
  });
  const offer = mountOffer(slots.run, store, session);
  aside.append(...(dataPanel ? [data.element] : []), settings.element);
  const figures = mountFigures(aside, store);
  const modelFile = mountModelFile(aside, frame, store, session, options.given ? null : loader);
  const later = importLater(store);
  const loadPanels = async () => {
    const { panels, styles } = await later;
    addStyles(styles);
    return panels;
  };
  const panels = mountPanels(views, store, session, instrument.client, loadPanels, () => navigation.show());
  store.watch(["dataset"], ({ dataset }) => {
    setText(data.note, isolated(dataset?.name ?? ""));
    const source = dataset?.credit;
    slots.credit.replaceChildren(
      ...(source
        ? [`${source.text} `, h("a", { href: source.url, rel: "noreferrer" }, text.shell.credit)]
        : []),
    );
  });
  const dropSweep = async (file: File) => {
    try {
      const { openSweep } = await later;
      notices.show({ message: await openSweep(store, session, file) });
    } catch (error) {
      session.fail((error as Error).message);
    }
  };
  const drop = mountDropZone(frame, scope, (transfer) => {
    const [file, ...others] = transfer.files;
    if (file && others.length === 0 && isSweep(file)) return void dropSweep(file);
    if (file && others.length === 0 && isCheckpoint(file)) return modelFile.open(file);
    if (!dataPanel) return session.fail(text.shell.onlyModels);
    void dataPanel.drop(transfer);
  });
  void session.open(store.state.choice, store.state.options);

  const { keep } = options;
  let gone = false;
  let keeping: Keeping | undefined;
  if (keep !== undefined) {
    const { buttons } = modelFile;
    const given = options.given !== undefined;
    const tell = (message: string) => notices.show({ message });
    later.then(
      ({ startKeeping }) => {
        if (!gone)
          keeping = startKeeping({ store, session, loader, scope: keep, given, buttons, frame, tell });
      },
      // That the script could not be had, the panels say.
      () => {},
    );
  }

  return {
    get vae() {
      return session.vae;
    },
    instrument,
    state: store.state,
    store,
    session,
    loader,
    slots: { frame, tools: slots.headTools },
    train: () => session.train(),
    pause: () => session.pause(),
    step: () => session.step(),
    setLook(next) {
      around?.tell(next.theme);
      navigation.setLook(next);
    },
    notice: (notice) => void notices.show(notice),
    async setData(images, { name = text.data.unnamed, classNames = [] }) {
      await session.use(createDataset({ name, images, classNames }), undefined, { anyway: true });
    },
    keepNow: async () => keeping?.keepNow(),
    destroy() {
      gone = true;
      keeping?.destroy();
      loader.cancel();
      session.destroy();
      store.destroy();
      const mounted = [
        theme,
        language,
        notices,
        keys,
        alert,
        navigation,
        drop,
        dataPanel,
        form,
        runBar,
        offer,
        figures,
        modelFile,
        panels,
      ];
      for (const part of mounted) part?.destroy();
      instrument.destroy();
      frame.remove();
    },
  };
}

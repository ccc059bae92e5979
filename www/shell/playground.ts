import { h } from "../dom";
import type { SetId } from "../data/catalogue";
import { createDataset, type Dataset } from "../data/dataset";
import { withChoices } from "../data/proposals";
import type { DeviceChoice, ImageData } from "../engine/protocol";
import { defaults, type SessionChange, type Vae } from "../engine/vae";
import { mountAlerts } from "./alerts";
import { isCheckpoint } from "../run/checkpoint-file";
import { mountDataPanel } from "../settings/data-form";
import { mountDropZone } from "./drop-zone";
import { reportEvents, type Report } from "../run/events";
import { followTheme } from "./follow-theme";
import { Loader } from "../run/loader";
import { mountModelFile } from "./model-file";
import { mountPanels } from "../panels/index";
import { mountRunBar } from "./run-bar";
import { Session } from "../run/session";
import { mountSettings } from "../settings/form";
import { createStore, untrained, type State, type Store } from "../run/store";
import { mountThemeToggle, type Theme } from "./theme-toggle";

export interface PlaygroundOptions extends SessionChange {
  device?: DeviceChoice;
  /** Epoch at which training stops by itself. */
  epochs?: number;
  /** The images to begin with; the digits unless told. */
  dataset?: SetId;
  /** Images that are given, in place of all that could be chosen; what is lassoed on the map is of use to the giver. */
  given?: () => Promise<Dataset>;
  /** Where the sets lie that are files; without it they are not offered. */
  folder?: string;
  /** It is all there is on the page: with a heading, keys pressed and files dropped anywhere. */
  wholePage?: boolean;
  onEvent: Report;
}

/** What of it is seen. */
export interface Look {
  views: string[];
  /** The views and what trains them alone. */
  compact: boolean;
  /** That of the page around it unless told. */
  theme: Theme | undefined;
}

/** What a page holds of a mounted playground. */
export interface Playground {
  /** The model, for a page that wants more than the views; null before it is open and after it died. */
  readonly vae: Vae | null;
  readonly state: Readonly<State>;
  /** @internal What another adapter of the playground is built on, as the notebook's is. */
  readonly store: Store;
  /** @internal */
  readonly session: Session;
  /** Begins or goes on to train, where a model is ready. */
  train(): void;
  /** Resolves when the last step is done and the views are up to it. */
  pause(): Promise<void>;
  /** One optimiser step, after a pause. */
  step(): Promise<void>;
  /** Shows other views, or the same ones otherwise; the model stays as it is. */
  setLook(look: Look): void;
  /** Other images, on which a new model with the same settings starts. */
  setData(images: ImageData, about: { name?: string; classNames?: string[] }): Promise<void>;
  /** Ends the worker and removes everything that was mounted. */
  destroy(): void;
}

const intro =
  "A variational autoencoder squeezes each image into a few numbers, z, and learns to draw it again from them. Press " +
  "Train: in your browser, the map sorts itself by class and the drawings become sharp.";

/** Builds the playground inside `root` and opens a model. */
export function mountPlayground(root: ShadowRoot, options: PlaygroundOptions): Playground {
  const { model, training, seed, dataset: first = "digits", wholePage = false } = options;
  const store = createStore({
    phase: "opening",
    busy: false,
    stage: null,
    problem: null,
    dataset: null,
    loading: null,
    mapRows: new Uint32Array(),
    choice: options.device ?? "auto",
    device: null,
    options: {
      model: { ...defaults.model, ...model },
      training: { ...defaults.training, ...training },
      seed: seed ?? defaults.seed,
    },
    revision: 0,
    pending: false,
    unfit: null,
    target: options.epochs ?? 400,
    parameters: 0,
    trainingBytes: 0,
    measuring: null,
    ...untrained(),
    dimensions: [0, 1],
    shown: new Uint32Array(),
    a: 0,
    b: 0,
    slot: "a",
    z: [],
    selection: options.given ? new Uint32Array() : null,
  });
  const session: Session = new Session(
    store,
    options.given ?? (async () => withChoices(await loader.first(first), options)),
  );
  const loader = new Loader(store, session, options.folder);
  reportEvents(store, options.onEvent);

  const headTools = h("div");
  const alerts = h("div", { class: "alerts", part: "alerts", role: "alert" });
  const aside = h("aside", { part: "controls", "aria-label": "Controls" });
  const settingsBody = h("div", { class: "settings-body" });
  const settingsFold = h(
    "details",
    { class: "settings-fold", part: "settings" },
    h("summary", {}, h("h2", {}, "Settings")),
    settingsBody,
  );
  const views = h("div", { class: "views", part: "views" });
  const credit = h("footer", { part: "credit" });
  const header = h("header", {}, h("h1", {}, "VAE Playground"), h("p", {}, intro), headTools);
  const frame = h(
    "div",
    // The text is English, whatever the page's language.
    { class: "vae-playground", lang: "en" },
    ...(wholePage ? [header] : []),
    h("div", { class: "columns" }, aside, views),
    alerts,
    credit,
  );
  frame.classList.toggle("whole-page", wholePage);
  root.append(frame);
  const scope = wholePage ? document : frame;
  let look: Look | undefined;

  function showViews(): void {
    for (const view of views.children as HTMLCollectionOf<HTMLElement>)
      view.hidden = look?.views.includes(view.dataset["view"]!) === false;
  }

  // Above the views, where they are not beside them, the settings would push them far down.
  settingsFold.open = frame.clientWidth >= 1000;

  const around = wholePage ? undefined : followTheme(root.host, frame);
  const theme = around ?? mountThemeToggle(headTools, frame);
  const alert = mountAlerts(alerts, store);
  const data = options.given ? null : mountDataPanel(settingsBody, store, loader, first);
  const settings = mountSettings(settingsBody, store, session);
  const runBar = mountRunBar(aside, scope, store, session, settings.reset);
  const modelFile = mountModelFile(aside, store, session, options.given ? null : loader);
  aside.append(settingsFold);
  let panels: { destroy(): void } | null = null;
  store.watch(["dataset"], ({ dataset }) => {
    panels?.destroy();
    panels = dataset && mountPanels(views, store, session, dataset);
    showViews();
    const source = dataset?.credit;
    credit.replaceChildren(
      ...(source ? [`${source.text} `, h("a", { href: source.url, rel: "noreferrer" }, "Source")] : []),
    );
  });
  const drop = mountDropZone(frame, scope, (transfer) => {
    const [file, ...others] = transfer.files;
    if (file && others.length === 0 && isCheckpoint(file)) return modelFile.open(file);
    if (!data) return session.fail("Only a saved model can be dropped here.");
    settingsFold.open = true;
    void data.drop(transfer);
  });
  void session.open(store.state.choice, store.state.options);

  return {
    get vae() {
      return session.vae;
    },
    state: store.state,
    store,
    session,
    train: () => session.train(),
    pause: () => session.pause(),
    step: () => session.step(),
    setLook(next) {
      look = next;
      frame.classList.toggle("compact", look.compact);
      around?.tell(look.theme);
      showViews();
    },
    setData: (images, { name = "Images", classNames = [] }) =>
      session.use(createDataset({ name, images, classNames })),
    destroy() {
      loader.cancel();
      session.destroy();
      store.destroy();
      for (const part of [theme, alert, drop, data, settings, runBar, modelFile]) part?.destroy();
      panels?.destroy();
      frame.remove();
    },
  };
}

import { h } from "../dom";
import type { Dataset } from "../data/dataset";
import { loadDigits } from "../data/digits";
import type { DeviceChoice } from "../engine/protocol";
import { defaults, type SessionChange, type Vae } from "../engine/vae";
import { mountAlerts } from "./alerts";
import { isCheckpoint } from "./checkpoint-file";
import { mountDataPanel } from "./data-panel";
import { mountDropZone } from "./drop-zone";
import { Loader } from "./loader";
import { mountModelFile } from "./model-file";
import { mountPanels } from "./panels";
import { mountRunBar } from "./run-bar";
import { Session } from "./session";
import { mountSettings } from "./settings";
import { createStore, untrained, type State } from "./store";
import { mountThemeToggle, type Theme } from "./theme-toggle";

export interface PlaygroundOptions extends SessionChange {
  device?: DeviceChoice;
  /** Epoch at which training stops by itself. */
  epochs?: number;
  /** Where the images come from; scikit-learn's digits unless told. */
  load?: () => Promise<Dataset>;
  /** Told which theme is in force, at the start and at each change. */
  onTheme?: (theme: Theme) => void;
}

/** What a page holds of a mounted playground. */
export interface Playground {
  /** The model, for a page that wants more than the views; null before it is open and after it died. */
  readonly vae: Vae | null;
  readonly state: Readonly<State>;
  train(): void;
  /** Resolves when the last step is done and the views are up to it. */
  pause(): Promise<void>;
  step(): Promise<void>;
  /** Ends the worker and removes everything that was mounted. */
  destroy(): void;
}

const intro =
  "A variational autoencoder squeezes each image into a few numbers, z, and learns to draw it again from them. Press " +
  "Train: in your browser, the map sorts itself by class and the drawings become sharp.";

/** Builds the playground inside `root` and opens a model. */
export function mountPlayground(root: HTMLElement, options: PlaygroundOptions = {}): Playground {
  const { model, training, seed } = options;
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
  });
  const session = new Session(store, options.load ?? (() => loadDigits()));
  const loader = new Loader(store, session);

  const headTools = h("div");
  const alerts = h("div", { class: "alerts", role: "alert" });
  const aside = h("aside", { "aria-label": "Controls" });
  const settingsBody = h("div", { class: "settings-body" });
  const settingsFold = h(
    "details",
    { class: "settings-fold" },
    h("summary", {}, h("h2", {}, "Settings")),
    settingsBody,
  );
  const views = h("div", { class: "views" });
  const credit = h("footer", {});
  const frame = h(
    "div",
    { class: "vae-playground" },
    h("header", {}, h("h1", {}, "VAE Playground"), h("p", {}, intro), headTools),
    h("div", { class: "columns" }, aside, views),
    alerts,
    credit,
  );
  root.append(frame);
  // On a narrow screen the settings would push the views far down.
  settingsFold.open = frame.clientWidth > 760;

  const theme = mountThemeToggle(headTools, frame, options.onTheme);
  const alert = mountAlerts(alerts, store);
  const data = mountDataPanel(settingsBody, store, loader);
  const settings = mountSettings(settingsBody, store, session);
  const runBar = mountRunBar(aside, store, session, settings.reset);
  const modelFile = mountModelFile(aside, store, session);
  aside.append(settingsFold);
  let panels: { destroy(): void } | null = null;
  store.watch(["dataset"], ({ dataset }) => {
    panels?.destroy();
    panels = dataset && mountPanels(views, store, session, dataset);
    const source = dataset?.credit;
    credit.replaceChildren(
      ...(source ? [`${source.text} `, h("a", { href: source.url, rel: "noreferrer" }, "Source")] : []),
    );
  });
  const drop = mountDropZone(frame, (transfer) => {
    const [file, ...others] = transfer.files;
    if (file && others.length === 0 && isCheckpoint(file)) return modelFile.open(file);
    settingsFold.open = true;
    void data.drop(transfer);
  });
  void session.open(store.state.choice, store.state.options);

  return {
    get vae() {
      return session.vae;
    },
    state: store.state,
    train: () => session.train(),
    pause: () => session.pause(),
    step: () => session.step(),
    destroy() {
      loader.cancel();
      session.destroy();
      store.destroy();
      for (const part of [theme, alert, drop, data, settings, runBar, modelFile]) part.destroy();
      panels?.destroy();
      frame.remove();
    },
  };
}

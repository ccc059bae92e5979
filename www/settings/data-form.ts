import { h, setText, whenChosen } from "../dom";
import { catalogue, toys, type SetId } from "../data/catalogue";
import { labelledBy } from "../data/dataset";
import { RangeOfferError } from "../data/client";
import { chosenFiles, droppedFiles, sortFiles, type PathFile } from "../data/own-files";
import type { OwnFiles, Preparation } from "../data/protocol";
import { text } from "../text";
import { createDataFields } from "./data-fields";
import { mountReceipt } from "./data-receipt";
import { createField } from "./kit/fields";
import type { Loader } from "../run/loader";
import type { Store } from "../run/store";

const option = (id: SetId) => h("option", { value: id }, catalogue[id].name);

/**
 * Chooses a data set, the `first` one to begin with, or opens a person's own, and says what is loaded; `reveal` brings
 * that on screen.
 */
export function mountDataPanel(
  host: HTMLElement,
  store: Store,
  loader: Loader,
  first: SetId,
  reveal: () => void,
) {
  const released = new AbortController();
  const { signal } = released;
  let own: OwnFiles | null = null;
  /** The files of which the receipt tells. */
  let shown: OwnFiles | null = null;
  /** What black and white are in the files chosen, where that was asked for. */
  let range: Preparation["range"];
  /** The look through what was dropped, as long as it lasts. */
  let walk: AbortController | null = null;

  const sets = h(
    "select",
    {},
    ...(["digits", "mnist", "fashion", "animals", "faces", "things", "sprites", "landscapes"] as const)
      .filter((id) => loader.offers(id))
      .map(option),
    h("optgroup", { label: text.data.toys }, ...toys.map(option)),
    option("own"),
  );
  const about = h("p", { class: "help" });
  const chooser = h(
    "div",
    { class: "set-field" },
    createField(text.data.dataSet, text.data.dataSetHelp, sets, signal).element,
  );
  const fields = createDataFields(signal);
  const button = (name: string) => h("button", { type: "button" }, name);
  const openFiles = button(text.data.openFiles);
  const openFolder = button(text.data.openFolder);
  const files = h("input", {
    type: "file",
    multiple: true,
    hidden: true,
    "aria-label": text.data.imageFiles,
  });
  const folder = h("input", {
    type: "file",
    multiple: true,
    webkitdirectory: true,
    hidden: true,
    "aria-label": text.data.pictureFolder,
  });
  const chosen = h("p", { class: "help chosen" });
  const opening = h(
    "div",
    { class: "opening" },
    h("div", { class: "buttons" }, openFiles, openFolder),
    chosen,
  );
  const load = h("button", { type: "submit" }, text.data.load);
  const cancel = button(text.data.cancel);
  const bar = h("progress", { max: 1, "aria-label": text.data.loading });
  const said = h("p", { class: "loading-text", role: "status" });
  const rescale = button("");
  const offer = h(
    "div",
    { class: "offer", hidden: true, role: "group", "aria-label": text.data.rescaleOffer },
    h("p", { class: "help" }, text.data.rescaleOffer),
    rescale,
  );
  const form = h(
    "form",
    { class: "settings data", "aria-label": text.data.title },
    chooser,
    about,
    opening,
    files,
    folder,
    fields.element,
    h("div", { class: "buttons" }, load, cancel),
    bar,
    said,
    offer,
  );
  host.append(form);
  const receipt = mountReceipt(
    form,
    {
      onColumn(column) {
        own = shown;
        fields.setLabelColumn(column);
        void start();
      },
      onLabels(column) {
        const { dataset } = store.state;
        if (dataset) store.set({ dataset: labelledBy(dataset, column) });
      },
      onDisplay(display) {
        const { dataset } = store.state;
        if (dataset) store.set({ dataset: { ...dataset, display } });
      },
    },
    signal,
  );

  const id = () => sets.value as SetId;

  function choose(): void {
    const choice = catalogue[id()];
    fields.show(choice);
    setText(about, choice.about);
    opening.hidden = choice.kind !== "own";
    showOwn();
  }

  function showOwn(): void {
    const mine = catalogue[id()].kind === "own";
    load.disabled = store.state.loading !== null || (mine && !own);
    setText(load, mine ? text.data.loadAgain : text.data.load);
    const labels = own?.kind === "table" ? own.labels?.name : undefined;
    setText(chosen, own ? text.data.chosen(own.name, labels) : text.data.orDrop);
  }

  async function start(): Promise<void> {
    const preparation = fields.read(store.state.options.seed);
    if (!preparation) return;
    offer.hidden = true;
    if (id() !== "own") {
      await loader.load(id(), preparation);
      return;
    }
    const files = own;
    if (!files) return;
    const error = await loader.open(files, { ...preparation, ...(range && { range }) });
    if (!error) shown = files;
    if (error instanceof RangeOfferError && own === files) {
      const [black, white] = error.range;
      setText(rescale, text.data.rescale(black, white));
      offer.hidden = false;
      rescale.onclick = () => {
        range = error.range;
        void start();
      };
    }
  }

  /** Loads a person's files at once, with the options as they are. */
  function take(list: PathFile[]): void {
    try {
      own = sortFiles(list);
    } catch (error) {
      return loader.refuse(error as Error);
    }
    range = undefined;
    fields.forgetLabelColumn();
    if (id() !== "own") {
      sets.value = "own";
      choose();
    }
    showOwn();
    reveal();
    void start();
  }

  sets.addEventListener("change", choose, { signal });
  openFiles.addEventListener("click", () => files.click(), { signal });
  openFolder.addEventListener("click", () => folder.click(), { signal });
  for (const input of [files, folder]) {
    whenChosen(input, signal, (chosen) => {
      try {
        take(chosenFiles(chosen));
      } catch (error) {
        loader.refuse(error as Error);
      }
    });
  }
  form.addEventListener(
    "submit",
    (event) => {
      event.preventDefault();
      if (!store.state.loading) void start();
    },
    { signal },
  );
  cancel.addEventListener(
    "click",
    () => {
      walk?.abort();
      loader.cancel();
    },
    { signal },
  );

  store.watch(["loading"], ({ loading }) => {
    const had = (form.getRootNode() as Document | ShadowRoot).activeElement;
    cancel.hidden = bar.hidden = said.hidden = loading === null;
    sets.disabled = openFiles.disabled = openFolder.disabled = loading !== null;
    receipt.setDisabled(loading !== null);
    showOwn();
    // A button that goes takes the focus with it.
    if (loading && had === load) cancel.focus();
    if (!loading && had === cancel) load.focus();
    setText(said, loading ? `${loading.text}…` : "");
    if (loading?.share === undefined) bar.removeAttribute("value");
    else bar.value = loading.share;
  });
  store.watch(["dataset"], ({ dataset }) => receipt.update(dataset));
  sets.value = first;
  choose();

  return {
    /** Files dropped on the page. */
    async drop(transfer: DataTransfer): Promise<void> {
      reveal();
      walk?.abort();
      loader.cancel();
      const own = (walk = new AbortController());
      const report = (found: number) => {
        if (walk === own) store.set({ loading: { text: text.data.walking(found) } });
      };
      try {
        report(0);
        const files = await droppedFiles(transfer, (found) => found % 100 === 0 && report(found), own.signal);
        if (walk !== own) return;
        store.set({ loading: null });
        take(files);
      } catch (error) {
        if (walk === own) store.set({ loading: null });
        if (!own.signal.aborted) loader.refuse(error as Error);
      } finally {
        if (walk === own) walk = null;
      }
    },
    destroy() {
      walk?.abort();
      released.abort();
      receipt.destroy();
      form.remove();
    },
  };
}

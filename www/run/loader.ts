import { catalogue, type SetId } from "../data/catalogue";
import { datasetOf, type Dataset, type Origin } from "../data/dataset";
import { loadDigits } from "../data/digits";
import { sweepCopies, useCopy, useOnly } from "../data/copies";
import { CancelledError, startLoading, type Loading } from "../data/client";
import type { LoadedSet, LoadRequest, OwnFiles, Preparation } from "../data/protocol";
import { withProposal } from "../data/proposals";
import { firstPreparation, requestSet } from "../data/sets";
import { same } from "../same";
import { text } from "../text";
import type { Session } from "./session";
import type { Store } from "./store";

/** A set of ours, whose labels are told in the language of the page. */
const translated = (set: LoadedSet): LoadedSet => ({
  ...set,
  columns: set.columns.map((column) => ({
    ...column,
    name: text.data.label(column.name),
    classNames: column.classNames.map(text.data.label),
  })),
});

interface Loaded {
  dataset: Dataset;
  /** A copy of the pixels to be given away. */
  enginePixels?: Float32Array;
}

/** Loads data sets and gives them to the model; what was loaded before stays until that has worked. */
export class Loader {
  private current: Loading | null = null;
  /** Counts loadings, of which only the latest may say how far it is. */
  private latest = 0;

  constructor(
    private readonly store: Store,
    private readonly session: Session,
    /** Where the sets lie that are files; without it they are not offered. */
    private readonly folder: string | undefined,
  ) {
    void sweepCopies();
  }

  offers(id: SetId): boolean {
    return catalogue[id].kind !== "shipped" || this.folder !== undefined;
  }

  /** A set as it begins, for a model that is being opened. */
  async first(id: SetId): Promise<Dataset> {
    const { seed } = this.store.state.options;
    return (await this.start(id, firstPreparation(id, seed)).finally(() => this.store.reset(["data"])))
      .dataset;
  }

  /** The set that came from there, not yet in use; the one that is there where it did. Rejected with a plain error. */
  async find(origin: Origin): Promise<Dataset> {
    const { dataset } = this.store.state;
    if (dataset && same(dataset.origin, origin)) return dataset;
    const turn = ++this.latest;
    this.store.set({ loading: { text: text.run.loading } });
    try {
      return (await this.start(origin.id, origin.preparation)).dataset;
    } finally {
      if (turn === this.latest) this.store.reset(["data"]);
    }
  }

  /** Resolves when the set is in use, or with why it won't be. */
  load(id: SetId, preparation: Preparation): Promise<Error | null> {
    return this.take(this.start(id, preparation));
  }

  /** The same for a person's files. */
  open(own: OwnFiles, preparation: Preparation): Promise<Error | null> {
    return this.take(this.request("own", { kind: "files", own, preparation }, { name: own.name }));
  }

  private async start(id: SetId, preparation: Preparation): Promise<Loaded> {
    const { kind, name, credit, display } = catalogue[id];
    const origin = { id, preparation };
    if (kind === "digits") return { dataset: { ...withProposal(id, await loadDigits()), origin } };
    const { dataset, ...rest } = await this.request(id, requestSet(id, preparation, this.folder), {
      name,
      ...(credit && { credit }),
      ...(display && { display }),
    });
    return { dataset: { ...dataset, origin }, ...rest };
  }

  private request(id: SetId, request: LoadRequest, about: Parameters<typeof datasetOf>[0]): Promise<Loaded> {
    this.cancel();
    const loading = startLoading(request, (progress) => {
      if (this.current === loading) this.store.set({ loading: progress });
    });
    this.current = loading;
    return loading.result
      .then((set) => {
        if (set.stored?.copy !== undefined) useCopy(set.stored.copy);
        return set;
      })
      .then((set) => ({
        dataset: withProposal(id, datasetOf(about, id === "own" ? set : translated(set))),
        ...(set.enginePixels && { enginePixels: set.enginePixels }),
      }))
      .finally(() => {
        if (this.current === loading) this.current = null;
      });
  }

  cancel(): void {
    this.current?.cancel();
  }

  /** Says what is wrong with what was asked for. */
  refuse(error: Error): void {
    this.session.fail(`${error.message} ${text.run.dataStays}`);
  }

  private async take(coming: Promise<Loaded>): Promise<Error | null> {
    const { store } = this;
    const turn = ++this.latest;
    store.set({ loading: { text: text.run.loading }, problem: null });
    try {
      const { dataset, enginePixels } = await coming;
      store.set({ loading: { text: text.run.givingImages } });
      return await this.session.use(dataset, enginePixels);
    } catch (error) {
      if (!(error instanceof CancelledError)) this.refuse(error as Error);
      return error as Error;
    } finally {
      if (turn === this.latest) {
        store.reset(["data"]);
        this.letGo();
      }
    }
  }

  /** Deletes copies of files of images that are in use no more, nor can be gone back to. */
  private letGo(): void {
    const { dataset, back, moment } = this.store.state;
    const copies = [dataset, back?.dataset, moment?.dataset].flatMap((one) => one?.images.stored?.copy ?? []);
    void useOnly(new Set(copies));
  }
}

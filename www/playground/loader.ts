import { CancelledError, startLoading, type Loading } from "../data/loader";
import type { Dataset } from "../data/dataset";
import { loadDigits } from "../data/digits";
import type { LoadRequest } from "../data/request";
import type { Session } from "./session";
import type { Store } from "./store";

/** Loads another data set and gives it to the model; what was loaded before stays until that has worked. */
export class Loader {
  private current: Loading | null = null;
  /** Counts loadings, of which only the latest may say how far it is. */
  private latest = 0;

  constructor(
    private readonly store: Store,
    private readonly session: Session,
  ) {}

  digits(): Promise<void> {
    return this.take(loadDigits().then((dataset) => ({ dataset })));
  }

  /** Resolves when the set is in use, or when it is clear that it won't be. */
  load(request: LoadRequest, about: Pick<Dataset, "name" | "credit">): Promise<void> {
    this.cancel();
    const loading = startLoading(request, (progress) => {
      if (this.current === loading) this.store.set({ loading: progress });
    });
    this.current = loading;
    const coming = loading.result.then(({ classNames, references, note, enginePixels, ...images }) => {
      const dataset = { ...about, images, classNames, references, ...(note !== undefined && { note }) };
      return { dataset, enginePixels };
    });
    return this.take(coming).finally(() => {
      if (this.current === loading) this.current = null;
    });
  }

  cancel(): void {
    this.current?.cancel();
  }

  /** Says what is wrong with what was asked for. */
  refuse(error: Error): void {
    this.session.fail(`${error.message} The data loaded before stays.`);
  }

  private async take(coming: Promise<{ dataset: Dataset; enginePixels?: Float32Array }>): Promise<void> {
    const { store } = this;
    const turn = ++this.latest;
    store.set({ loading: { text: "Loading" }, problem: null });
    try {
      const { dataset, enginePixels } = await coming;
      store.set({ loading: { text: "Giving the images to the model" } });
      await this.session.use(dataset, enginePixels);
    } catch (error) {
      if (!(error instanceof CancelledError)) this.refuse(error as Error);
    } finally {
      if (turn === this.latest) store.set({ loading: null });
    }
  }
}

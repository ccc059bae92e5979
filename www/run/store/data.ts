import type { Dataset } from "../../data/dataset";
import type { LoadProgress } from "../../data/protocol";

export interface DataState {
  dataset: Dataset | null;
  /** The images are a host's: no others can take their place. */
  given: boolean;
  /** How far the loading of another data set is. */
  loading: LoadProgress | null;
}

export const data = {
  initial: (): DataState => ({ dataset: null, given: false, loading: null }),
  /** Nothing is being loaded; what was loaded stays. */
  reset: (): Partial<DataState> => ({ loading: null }),
};

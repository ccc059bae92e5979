import type { KeptRun } from "../compare/kept-run";

export interface ComparisonState {
  /** Runs that stay beside the one that is there, the first one kept first; of other images too. */
  runs: readonly KeptRun[];
  /** What there is to say of runs that came from a file, which may have brought other images and with them other panels. */
  runsOpened: string;
}

export const comparison = {
  initial: (): ComparisonState => ({ runs: [], runsOpened: "" }),
};

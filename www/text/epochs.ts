import { fixed } from "./format";

/** How far a run is, as people say it: with a fraction while the first epochs pass. */
export const epochText = (epoch: number) =>
  epoch < 10 && epoch % 1 ? fixed(epoch, 1) : String(Math.floor(epoch + 1e-6));

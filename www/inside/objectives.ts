import type { SessionOptions } from "../engine/protocol";

/** Whether the objective weighs KL with beta; the others have weights of their own. */
export const weighsByBeta = ({ training: { objective } }: Pick<SessionOptions, "training">): boolean =>
  objective.kind === "elbo" || objective.kind === "freeBits";

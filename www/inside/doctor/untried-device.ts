import type { Evidence } from "./evidence";
import type { Finding } from "./finding";

/** `auto` wanted to time the model on the other device too, and could not. */
export const untriedDevice = ({ untried }: Evidence): Finding<"untriedDevice"> | null =>
  untried === null ? null : { name: "untriedDevice", values: { why: untried }, remedies: [] };

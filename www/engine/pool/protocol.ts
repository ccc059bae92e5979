/** What a helper is of, and which thread it is. */
export interface ToHelper {
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
  /** Where the functions lie that are not in it; undefined where all are. */
  rest: string | undefined;
  /** From 1 on. */
  thread: number;
}

/** Its script has come; it sleeps until there is work. */
export type FromHelper = "there" | "helps";

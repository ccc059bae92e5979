import { words } from "../text/worker";
import first from "./first.json";

/** A file of the functions that a module leaves to be loaded later (scripts/bindgen/split.rs). */
export interface RestFile {
  url: string;
  /** Compiled, or what the server says in its place. */
  fetch(): Promise<WebAssembly.Module | Response>;
}

/** What a module's first file gives its rest; not 0 in `joined` says that it has come. */
type First = WebAssembly.Exports & { joined: WebAssembly.Global };

declare global {
  /** Asked by a module that calls a function of the rest: `src/bindings/rest.rs`. */
  var loadRest: () => void;
}

/** From now on both files are one module. */
function join(exports: First, rest: WebAssembly.Module): void {
  if (exports.joined.value !== 0) return;
  new WebAssembly.Instance(rest, { first: exports });
  exports.joined.value = 1;
}

/** A file at once, while all else in this worker waits. */
function fetchNow(url: string): ArrayBuffer {
  const request = new XMLHttpRequest();
  request.open("GET", url, false);
  request.responseType = "arraybuffer";
  request.send();
  if (request.status !== 200) throw new Error(words.engine.notServed(request.status));
  return request.response as ArrayBuffer;
}

/** Has a module take the rest when it first needs it. A call that can't go on without it ends the module. */
export function joinWhenCalled(exports: object, url: string): void {
  globalThis.loadRest = () => {
    try {
      join(exports as First, new WebAssembly.Module(fetchNow(url)));
    } catch (error) {
      throw new WebAssembly.RuntimeError(words.engine.notDownloaded((error as Error).message));
    }
  };
}

/** The rest of a module: on its way once something needs it, or has the time. */
export class Rest {
  private coming: Promise<void> | undefined;

  constructor(
    private readonly exports: object,
    private readonly file: RestFile,
  ) {
    joinWhenCalled(exports, file.url);
  }

  /** Resolves when it is there. Rejected where it can't be had, until it is asked for again. */
  load(): Promise<void> {
    return (this.coming ??= this.fetch().catch((error: Error) => {
      this.coming = undefined;
      throw new Error(words.engine.notDownloaded(error.message));
    }));
  }

  private async fetch(): Promise<void> {
    const rest = await this.file.fetch();
    if (rest instanceof Response) throw new Error(words.engine.notServed(rest.status));
    join(this.exports as First, rest);
  }
}

const needNone = new Set(["open", "train", ...first]);

/** Whether a command may call what a first training does not. */
export const needsRest = (command: string): boolean => !needNone.has(command);

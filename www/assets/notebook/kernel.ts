import type { FromKernel, Model } from "../../hosts/notebook/model";
import { words } from "../../text/bootstrap";

/** Files of the Python package, each asked for once a page and of any widget's kernel that is there. */
class Assets {
  /** The playground's script by language, once it was asked for. */
  readonly scripts = new Map<string, Promise<unknown>>();
  private readonly models = new Map<Model, AbortSignal>();
  private readonly files = new Map<string, Promise<Blob>>();

  /** A widget whose kernel can be asked, until `signal` aborts. */
  add(model: Model, signal: AbortSignal): void {
    this.models.set(model, signal);
    signal.addEventListener("abort", () => this.models.delete(model));
  }

  async open(name: string): Promise<Blob> {
    for (;;) {
      const coming = this.files.get(name);
      if (coming) return coming;
      const [latest] = [...this.models].slice(-1);
      if (!latest) throw new Error(words.noKernel);
      const file = request(name, ...latest);
      this.files.set(name, file);
      // The kernel that was asked is gone; another one may be there.
      await file.catch(() => this.files.delete(name));
    }
  }
}

function request(name: string, model: Model, signal: AbortSignal): Promise<Blob> {
  return new Promise((resolve, reject) => {
    const answer = (message: FromKernel, buffers: DataView[]) => {
      if (message.kind !== "asset" || message.name !== name) return;
      model.off("msg:custom", answer);
      resolve(new Blob(buffers as DataView<ArrayBuffer>[]));
    };
    model.on("msg:custom", answer);
    signal.addEventListener("abort", () => reject(new Error(words.kernelGone)), { once: true });
    model.send({ kind: "asset", name });
  });
}

declare global {
  var vaePlaygroundAssets: Map<string, Assets> | undefined;
}

let shared: Assets | undefined;

/** Those that all widgets of this version share, on whatever notebook of the page. */
export function shareAssets(version: string): Assets {
  const all = (globalThis.vaePlaygroundAssets ??= new Map<string, Assets>());
  if (!all.has(version)) all.set(version, new Assets());
  return (shared = all.get(version)!);
}

export const openAsset = (name: string): Promise<Blob> => shared!.open(name);

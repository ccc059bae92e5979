// The widget's script, which is saved with a notebook: so small that it only asks the kernel for the rest.
import { shareAssets } from "../../assets/notebook/kernel";
import type { FromKernel, Model } from "./model";

type Widgets = typeof import("./widget");

async function load(version: string): Promise<Widgets> {
  const file = await shareAssets(version).open("playground.js.gz");
  const text = new Response(file.stream().pipeThrough(new DecompressionStream("gzip")));
  const url = URL.createObjectURL(new Blob([await text.text()], { type: "text/javascript" }));
  return import(url).finally(() => URL.revokeObjectURL(url));
}

function loadOnce(version: string): Promise<Widgets> {
  const assets = shareAssets(version);
  assets.script ??= load(version).catch((error: unknown) => {
    assets.script = undefined;
    throw error;
  });
  return assets.script as Promise<Widgets>;
}

/** One widget, whose views share a playground: it moves to the latest of them. */
export default () => {
  const host = document.createElement("div");
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  const ended = new AbortController();
  const disconnected = new AbortController();
  let kernel: Model;
  let starting: Promise<unknown> | undefined;

  function start(): void {
    if (starting) return;
    const version = kernel.get("_version");
    said.textContent =
      "VAE Playground is waiting for its kernel. If the kernel is gone, run this cell again.";
    host.append(said);
    starting = loadOnce(version).then(({ startWidget }) =>
      startWidget({ kernel, host, version, ended: ended.signal, disconnected: disconnected.signal }),
    );
    starting.then(
      () => said.remove(),
      (error: Error) => {
        said.textContent = `VAE Playground could not start: ${error.message}.`;
        starting = undefined;
      },
    );
  }

  return {
    initialize({ model }: { model: Model }) {
      kernel = model;
      // The kernel was restarted, or its server is gone; in either case it does not come back to this widget.
      model.on("comm_live_update", () => disconnected.abort());
      ended.signal.addEventListener("abort", () => disconnected.abort());
      shareAssets(model.get("_version")).add(model, disconnected.signal);
      model.on("msg:custom", ({ kind }: FromKernel) => {
        if (kind === "wake") start();
        // The kernel hears of the page itself from the playground, once that is there.
        if (kind === "ping") model.send({ kind: "here" });
      });
      model.send({ kind: "here" });
      return () => ended.abort();
    },
    render({ el }: { el: HTMLElement }) {
      const elsewhere = document.createElement("button");
      elsewhere.type = "button";
      elsewhere.textContent = "Shown in another place of this page. Show it here";
      const show = () => {
        host.dispatchEvent(new CustomEvent("leave"));
        el.replaceChildren(host);
        host.addEventListener("leave", () => el.replaceChildren(elsewhere), { once: true });
      };
      elsewhere.addEventListener("click", show);
      show();
      start();
      // The playground goes on without a view, as when its cell is run again.
      return () => el.replaceChildren();
    },
  };
};

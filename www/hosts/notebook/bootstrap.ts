// The widget's script, which is saved with a notebook: so small that it only asks the kernel for the rest.
import { shareAssets } from "../../assets/notebook/kernel";
import { bootstrap } from "../../text/bootstrap";
import { localeOf, type Locale } from "../../text/locales";
import type { FromKernel, Model } from "./model";

type Widgets = typeof import("./widget");

/** The language that Python asks for, or else the browser's: notebooks don't say in which one they are. */
const localeOfWidget = (kernel: Model) => localeOf([kernel.get("_lang"), ...navigator.languages]) ?? "en";

async function load(version: string, locale: Locale): Promise<Widgets> {
  const file = await shareAssets(version).open("playground.js.gz");
  const text = new Response(file.stream().pipeThrough(new DecompressionStream("gzip")));
  const parts = [`globalThis.vaePlaygroundLang="${locale}";`, await text.text()];
  const url = URL.createObjectURL(new Blob(parts, { type: "text/javascript" }));
  return import(url).finally(() => URL.revokeObjectURL(url));
}

function loadOnce(version: string, locale: Locale): Promise<Widgets> {
  const { scripts } = shareAssets(version);
  const coming = scripts.get(locale) ?? load(version, locale);
  scripts.set(locale, coming);
  coming.catch(() => scripts.delete(locale));
  return coming as Promise<Widgets>;
}

/** One widget, whose views share a playground: it moves to the latest of them. */
export default () => {
  const host = document.createElement("div");
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  const ended = new AbortController();
  const disconnected = new AbortController();
  let kernel: Model;
  const words = () => bootstrap[localeOfWidget(kernel)];
  let starting: Promise<unknown> | undefined;

  function start(): void {
    if (starting) return;
    const version = kernel.get("_version");
    said.textContent = words().waiting;
    host.append(said);
    starting = loadOnce(version, localeOfWidget(kernel)).then(({ startWidget }) =>
      startWidget({ kernel, host, version, ended: ended.signal, disconnected: disconnected.signal }),
    );
    starting.then(
      () => said.remove(),
      (error: Error) => {
        said.textContent = words().failed(error.message);
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
      elsewhere.textContent = words().elsewhere;
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

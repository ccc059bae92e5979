import { h, setText } from "../../dom";
import type { Session } from "../../run/session";
import { watchSight } from "../../run/sight";
import type { Store } from "../../run/store";
import { text } from "../../text";
import { createThumbnail } from "../../views/thumbnail";
import { addressOf, parts, uses, workspaceOf, type Part, type Workspace } from "../workspaces";
import { mountCode } from "./code";
import { mountLayers } from "./layers";
import { passImage, passQuestion, type Pass } from "./live";
import { layersOf, shapesOf } from "./shapes";

/** A part's link to its workspace: a picture, its name and what goes through it. */
function createPart(part: Part) {
  const { parts: names, leadsTo } = text.shell.band;
  const { name, short } = names[part];
  const workspace = workspaceOf(part);
  const picture = h("span", { class: "picture" });
  const shape = h("span", { class: "shape" });
  // Where several parts lead to one workspace, the first bears its title.
  const bearsTitle = workspace.parts[0] === part;
  const link = h(
    "a",
    { href: addressOf(workspace), "data-part": part, title: leadsTo(workspace.title) },
    picture,
    h(
      "span",
      { class: "about" },
      h("span", { class: "name" }, name),
      h("span", { class: "short" }, bearsTitle ? workspace.short : short),
      " ",
      shape,
      ...(bearsTitle ? [" ", h("span", { class: "place" }, workspace.title)] : []),
    ),
  );
  link.classList.toggle("bears-title", bearsTitle);
  return { part, workspace, link, picture, shape };
}

/** A link to what the whole model is used for. */
function createUse(workspace: Workspace) {
  return { workspace, link: h("a", { href: addressOf(workspace) }, workspace.title) };
}

/** The model from image to reconstruction, alive: each part leads to its workspace. Below, what the whole is used for. */
export function mountBand(host: HTMLElement, page: Store, session: Session, go: (workspace: string) => void) {
  const store = page.part();
  const released = new AbortController();
  const all = parts.map(createPart);
  const [image, encoder, latent, decoder, reconstruction] = all;
  const below = uses.map(createUse);
  const links = [...all, ...below];
  host.append(
    h("ol", {}, ...all.map(({ link }) => h("li", {}, link))),
    h(
      "ul",
      { class: "uses", "aria-label": text.shell.band.uses },
      ...below.map(({ link }) => h("li", {}, link)),
    ),
  );
  const original = createThumbnail(image!.picture);
  const encoding = mountLayers(encoder!.picture, true);
  const code = mountCode(latent!.picture);
  const decoding = mountLayers(decoder!.picture, false);
  const result = createThumbnail(reconstruction!.picture);

  for (const { link, workspace } of links) {
    link.addEventListener(
      "click",
      (event) => {
        // A page has its own address, which only its host may change; another tab is the person's wish.
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        go(workspace.name);
      },
      { signal: released.signal },
    );
  }

  store.watch(["dataset", "options"], ({ dataset, options }) => {
    if (!dataset) return;
    const [, height, width, channels] = dataset.images.shape;
    const shapes = shapesOf(options.model, [height, width, channels]);
    for (const { part, shape } of all) setText(shape, shapes[part]);
    const layers = layersOf(options.model);
    encoding.update(layers.encoder);
    decoding.update(layers.decoder);
  });
  /** Of the same image, until another answer comes. */
  function show(pass: Pass | null): void {
    code.update(pass && pass.mean);
    result.show(pass && pass.reconstruction);
  }
  store.watch(["dataset", "a"], (state) => original.show(state.dataset && passImage(state.dataset, state)));
  // At once, so that no answer for another image stands beside this one.
  store.listen((changed) => (changed.has("dataset") || changed.has("a")) && show(null));
  const seat = session.views.add({
    question: () => store.state.dataset && passQuestion(store.state, store.state.dataset),
    answered: (pass) => show(pass as Pass),
  });
  const sight = watchSight(host, (seen) => seat.see(seen));

  return {
    /** Marks what leads to the workspace that is shown. */
    show(current: Workspace) {
      for (const { link, workspace } of links) {
        if (workspace === current) link.setAttribute("aria-current", "page");
        else link.removeAttribute("aria-current");
      }
    },
    destroy() {
      sight.destroy();
      seat.leave();
      store.destroy();
      released.abort();
      for (const part of [original, encoding, code, decoding, result]) part.destroy();
      host.replaceChildren();
    },
  };
}

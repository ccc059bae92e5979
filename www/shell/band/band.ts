import { h, setText } from "../../dom";
import type { Store } from "../../run/store";
import { text } from "../../text";
import { createThumbnail } from "../../views/thumbnail";
import { addressOf, parts, workspaceOf, type Part, type Workspace } from "../workspaces";
import { mountCode } from "./code";
import { mountLayers } from "./layers";
import { livePass, passKeys } from "./live";
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

/** The model from image to reconstruction, alive: each part leads to its workspace. */
export function mountBand(host: HTMLElement, page: Store, go: (workspace: string) => void) {
  const store = page.part();
  const released = new AbortController();
  const all = parts.map(createPart);
  const [image, encoder, latent, decoder, reconstruction] = all;
  host.append(h("ol", {}, ...all.map(({ link }) => h("li", {}, link))));
  const original = createThumbnail(image!.picture);
  const encoding = mountLayers(encoder!.picture, true);
  const code = mountCode(latent!.picture);
  const decoding = mountLayers(decoder!.picture, false);
  const result = createThumbnail(reconstruction!.picture);

  for (const { link, workspace } of all) {
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
  store.watch([...passKeys], (state) => {
    const pass = livePass(state);
    original.show(pass && pass.image);
    code.update(pass && pass.mean);
    result.show(pass && pass.reconstruction);
  });

  return {
    /** Marks what leads to the workspace that is shown. */
    show(current: Workspace) {
      for (const { link, workspace } of all) {
        if (workspace === current) link.setAttribute("aria-current", "page");
        else link.removeAttribute("aria-current");
      }
    },
    destroy() {
      store.destroy();
      released.abort();
      for (const part of [original, encoding, code, decoding, result]) part.destroy();
      host.replaceChildren();
    },
  };
}

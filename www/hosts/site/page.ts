import { text } from "../../text";
import { loadGuide } from "../../text/loaded/guide";
import { loadNewVersion, watchVersion } from "./new-version";
import { workOffline } from "./offline";
import "../element/define";
import type { Playground } from "../../shell/playground";
import { addressOf, workspaceAt, workspaceNamed, type Workspace } from "../../shell/workspaces";

declare global {
  interface Window {
    /** The page's playground: its model, its state and its commands, for a console or a test. */
    vaePlayground: Playground;
  }
}

const element = document.querySelector("vae-playground")!;
window.vaePlayground = element.playground!;

// The address is the site's own: an element in another page leaves that page's alone.
function show({ name, title }: Workspace): void {
  element.setAttribute("workspace", name);
  document.title = text.hosts.pageTitle(title);
}
const follow = () => show(workspaceAt(location.hash));
addEventListener("hashchange", follow);
element.addEventListener(
  "workspace",
  ({ detail }) => (location.hash = addressOf(workspaceNamed(detail.name), location.hash)),
);
follow();
// Links and lessons: without that script the page does all else.
const loaded = loadGuide().then(() => import("./guide"));
loaded.then(
  ({ startGuide }) => startGuide(element, element.playground!, (name) => show(workspaceNamed(name))),
  (error: unknown) => console.warn("No links and no lessons:", error),
);

if (import.meta.env.PROD) {
  const { message, load } = text.hosts.newVersion;
  const run = () => void loadNewVersion(() => element.playground!.keepNow());
  const look = watchVersion(() => element.playground!.notice({ message, action: { label: load, run } }));
  // What could not be had may be a file of a version that the server has no more.
  element.addEventListener("error", look);
}

// A page that is not served over https has no service worker.
if (import.meta.env.PROD && "serviceWorker" in navigator) {
  const begin = () =>
    workOffline(element.vae!.device.kind).catch((error: unknown) =>
      console.warn("Not available offline:", error),
    );
  // Who trains may come again: it downloads what else that takes, as the reader of images.
  element.addEventListener("progress", begin, { once: true });
}

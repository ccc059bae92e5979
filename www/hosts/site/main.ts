import "./trusted-types";
import "./style.css";
import { text } from "../../text";
import { loadNewVersion, watchVersion } from "./new-version";
import { workOffline } from "./offline";
import "../element/define";
import type { Playground } from "../../shell/playground";
import { addressOf, workspaceAt, workspaceNamed } from "../../shell/workspaces";

declare global {
  interface Window {
    /** The page's playground: its model, its state and its commands, for a console or a test. */
    vaePlayground: Playground;
  }
}

const element = document.querySelector("vae-playground")!;
window.vaePlayground = element.playground!;

// The address is the site's own: an element in another page leaves that page's alone.
function follow(): void {
  const { name, title } = workspaceAt(location.hash);
  element.setAttribute("workspace", name);
  document.title = text.hosts.pageTitle(title);
}
addEventListener("hashchange", follow);
element.addEventListener(
  "workspace",
  ({ detail }) => (location.hash = addressOf(workspaceNamed(detail.name))),
);
follow();

if (import.meta.env.PROD) {
  const { message, load } = text.hosts.newVersion;
  const look = watchVersion(() =>
    element.playground!.notice({ message, action: { label: load, run: () => void loadNewVersion() } }),
  );
  // What could not be had may be a file of a version that the server has no more.
  element.addEventListener("error", look);
}

// A page that is not served over https has no service worker.
if (import.meta.env.PROD && "serviceWorker" in navigator) {
  const begin = ({ detail }: CustomEvent<{ device: { kind: "cpu" | "webgpu" } }>) =>
    workOffline(detail.device.kind).catch((error: unknown) => console.warn("Not available offline:", error));
  element.addEventListener("ready", begin, { once: true });
}

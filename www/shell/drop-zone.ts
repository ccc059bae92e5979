import { h } from "../dom";
import { text } from "../text";

/** Takes files dropped anywhere in `scope`, and shows while they are dragged that they may be dropped. */
export function mountDropZone(
  host: HTMLElement,
  scope: GlobalEventHandlers,
  onDrop: (transfer: DataTransfer) => void,
) {
  const released = new AbortController();
  const { signal } = released;
  const veil = h("div", { class: "drop-veil", hidden: true, "aria-hidden": "true" }, text.shell.dropHere);
  host.append(veil);
  // Entering a child comes before leaving its parent, so the depth tells when the scope is left.
  let depth = 0;

  const hasFiles = ({ dataTransfer }: DragEvent) => !!dataTransfer?.types.includes("Files");
  function show(change: number): void {
    depth = Math.max(0, depth + change);
    veil.hidden = depth === 0;
  }

  scope.addEventListener("dragenter", (event) => hasFiles(event) && show(1), { signal });
  scope.addEventListener("dragleave", (event) => hasFiles(event) && show(-1), { signal });
  scope.addEventListener("dragover", (event) => hasFiles(event) && event.preventDefault(), { signal });
  scope.addEventListener(
    "drop",
    (event) => {
      if (!hasFiles(event)) return;
      // Else the browser would leave the page and show the file.
      event.preventDefault();
      show(-depth);
      onDrop(event.dataTransfer!);
    },
    { signal },
  );
  return {
    destroy() {
      released.abort();
      veil.remove();
    },
  };
}

/** Runs in the page, before its own scripts: notes when Train can be pressed. */
export function watchTrain() {
  window.trainEnabled = new Promise((resolve) => {
    const all = { subtree: true, childList: true, attributes: true };
    const observer = new MutationObserver(() => {
      const root = document.querySelector("vae-playground")?.shadowRoot;
      if (!root) return;
      // The document's observer sees nothing in there.
      observer.observe(root, all);
      const train = root.querySelector(".run .primary");
      if (!train || train.disabled) return;
      observer.disconnect();
      resolve(performance.now());
    });
    observer.observe(document, all);
  });
}

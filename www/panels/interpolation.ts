import { h } from "../dom";
import type { Dataset } from "../data/dataset";
import { takeRows, type ImageStack } from "../views/raster";
import { mountStrip } from "../views/strip";
import { createThumbnail } from "../views/thumbnail";
import type { Session } from "../run/session";
import { stripSteps } from "../run/snapshots";
import type { Store } from "../run/store";

/** Two slots for picked images, and the decoded line between them. */
export function mountInterpolation(
  host: HTMLElement,
  store: Store,
  session: Session,
  { images, classNames }: Dataset,
  stack: ImageStack,
) {
  const released = new AbortController();
  const { signal } = released;
  const slots = (["a", "b"] as const).map((slot) => {
    const button = h("button", { type: "button", class: "slot" });
    const thumbnailHost = h("span", { class: "slot-image" });
    const label = h("span", {});
    button.append(h("strong", {}, slot.toUpperCase()), " ", thumbnailHost, " ", label);
    button.addEventListener("click", () => store.set({ slot }), { signal });
    return { slot, button, label, thumbnailHost };
  });
  const random = h("button", { type: "button" }, "Random pair");
  const hint = h("p", { class: "hint", role: "status" });
  const tools = h("div", { class: "slots" }, ...slots.map(({ button }) => button), random);
  host.append(tools, hint);
  const thumbnails = slots.map(({ thumbnailHost }) => createThumbnail(thumbnailHost));
  const strip = mountStrip(host, "Interpolation, no images yet");

  random.addEventListener(
    "click",
    () => {
      const { testRows, shape } = images;
      const draw = () => {
        const at = Math.floor(Math.random() * (testRows?.length ?? shape[0]));
        return testRows?.[at] ?? at;
      };
      const a = draw();
      let b = draw();
      // Two images of different classes make the more telling walk.
      const alike = () => (images.labels ? images.labels[a] === images.labels[b] : a === b);
      for (let tries = 0; tries < 20 && alike(); tries++) b = draw();
      store.set({ a, b });
      session.refresh();
    },
    { signal },
  );

  const nameOf = (row: number) => {
    const name = classNames[images.labels?.[row] ?? 0];
    return name === undefined ? `image ${row}` : `class ${name}`;
  };
  store.watch(["a", "b", "slot"], (now) => {
    slots.forEach(({ slot, button, label }, i) => {
      const row = now[slot];
      label.textContent = nameOf(row);
      button.setAttribute("aria-pressed", String(now.slot === slot));
      button.setAttribute("aria-label", `${slot.toUpperCase()} ${nameOf(row)}, image ${row}`);
      thumbnails[i]!.show(takeRows(stack, [row]));
    });
    hint.textContent = `Your next pick, in the map or among the images above, becomes ${now.slot.toUpperCase()}.`;
  });
  store.watch(["snapshot", "a", "b"], ({ snapshot, a, b }) => {
    const label = `${stripSteps} decoded images from ${nameOf(a)} to ${nameOf(b)}`;
    strip.update(snapshot && { ...stack, pixels: snapshot.strip }, label);
  });

  return {
    destroy() {
      released.abort();
      thumbnails.forEach((thumbnail) => thumbnail.destroy());
      strip.destroy();
      tools.remove();
      hint.remove();
    },
  };
}

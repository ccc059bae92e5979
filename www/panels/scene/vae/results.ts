import { h, setText } from "../../../dom";
import type { Found } from "../../../engine/protocol";
import { truthOf } from "../../../scene/found";
import type { Outline } from "../../../scene/outline";
import type { Scene } from "../../../scene/scene";
import { text } from "../../../text/later";
import { fixed } from "../../../text/format";
import { mountMapList } from "../../../views/map-list";
import { mountReadout } from "../../../views/readout";
import { swatchOf } from "../../../views/scene/object-table";
import { mountScenePicture } from "../../../views/scene/scene-picture";
import { stackOf } from "..";
import { cellAt, objectsOf, presenceMap, type CellObject } from "./objects";

const words = text.scene.vae;

export interface Shown {
  scene: Scene;
  found: Found;
  grid: readonly [rows: number, columns: number];
}

const outlineOf = ({ box, mask }: CellObject, at: number): Outline => ({
  box,
  mask,
  color: at,
  label: String(at + 1),
});

function rowOf({ presence, depth, box: { x, y, width, height } }: CellObject, at: number) {
  const number = h("th", { scope: "row" }, String(at + 1));
  number.style.setProperty("--swatch", swatchOf(at));
  const values = [fixed(presence, 2), fixed(depth, 2), words.place(x, y, width, height)];
  return h("tr", {}, number, ...values.map((value) => h("td", {}, value)));
}

/** What the scene VAE finds in a scene: boxes over it, presence of the cells, what it draws, and a list. */
export function mountResults(host: HTMLElement, another: HTMLButtonElement) {
  const picturePlace = h("div", { class: "scene-picture" });
  const said = h("p", { class: "help" });
  const maps = h("div", {});
  const body = h("tbody", {});
  const head = h("tr", {}, ...words.columns.map((name) => h("th", { scope: "col" }, name)));
  const table = h(
    "table",
    { class: "objects" },
    h("caption", { class: "visually-hidden" }, words.table),
    h("thead", {}, head),
    body,
  );
  const list = h("div", { class: "objects-frame" }, table, h("p", { class: "help" }, words.depthNote));
  const element = h(
    "div",
    { class: "scene-vae-results", hidden: true },
    h("div", {}, picturePlace, said, h("div", { class: "buttons" }, another)),
    h("div", {}, maps, list),
  );
  host.append(element);
  let shown: Shown | null = null;
  let objects: CellObject[] = [];
  let pointed: number | null = null;

  const picture = mountScenePicture(picturePlace, {
    onPoint(at) {
      pointed = at;
      draw();
    },
  });
  const mapList = mountMapList(maps, {
    onPoint(_, place, aloud) {
      if (place === null || !shown) return readout.say(null);
      const { scene, grid, found } = shown;
      const [height, width] = scene.shape;
      const { row, column } = cellAt(place, [height, width], grid);
      readout.say(words.cell(row + 1, column + 1, found.presence[row * grid[1] + column]!), aloud);
    },
  });
  const readout = mountReadout(maps, words.cellHint);

  function draw(): void {
    if (!shown) return;
    const { scene } = shown;
    const outlines = [...objects.map(outlineOf), ...truthOf(scene)];
    picture.update(stackOf(scene), outlines, pointed, text.scene.picture.about(scene.name, objects.length));
    [...body.rows].forEach((row, at) => row.toggleAttribute("data-pointed", at === pointed));
  }

  return {
    update(next: Shown | null) {
      element.hidden = next === null;
      if (!next || next === shown) return;
      shown = next;
      const { scene, found, grid } = next;
      const [height, width] = scene.shape;
      objects = objectsOf(found, width);
      if (pointed !== null && pointed >= objects.length) pointed = null;
      body.replaceChildren(...objects.map(rowOf));
      list.hidden = objects.length === 0;
      setText(said, words.shownScene(scene.name, objects.length));
      const presence = presenceMap(found.presence, [height, width], grid);
      mapList.update([
        {
          name: words.maps.presence,
          note: words.atMost(fixed(Math.max(...found.presence), 2)),
          pixels: { values: presence, height, width, scale: 1, signed: false },
          label: words.maps.presence,
        },
        {
          name: words.maps.reconstruction,
          note: "",
          pixels: { ...stackOf(scene), pixels: found.reconstruction },
          label: words.maps.reconstruction,
        },
      ]);
      draw();
    },
    destroy() {
      picture.destroy();
      mapList.destroy();
      element.remove();
    },
  };
}

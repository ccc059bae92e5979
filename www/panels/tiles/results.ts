import { h } from "../../dom";
import { nearestTile } from "../../scene/tiles";
import { text } from "../../text/later";
import { fixed } from "../../text/format";
import { mountMapList } from "../../views/map-list";
import type { ImageStack } from "../../views/raster";
import { mountReadout } from "../../views/readout";
import { mountLatentScatter } from "../../views/latent-scatter";
import { rgb } from "../../views/signed";
import { classColors, onThemeChange, readColors } from "../../views/theme";
import { stackOf } from "../scene";
import type { TakenApart } from "./taking-apart";

const words = text.scene.tiles;

/** A picture in which each pixel has the colour of its cluster. */
function paint(clusters: Uint8Array, [height, width]: TakenApart["shape"], classes: string[]): ImageStack {
  const colors = classes.map((color) => rgb(color).map((byte) => byte / 255));
  const pixels = new Float32Array(clusters.length * 3);
  clusters.forEach((cluster, at) => pixels.set(colors[cluster % classColors]!, 3 * at));
  return { pixels, height, width, channels: 3, display: "brightness" };
}

/** Two of the latent dimensions of some codes. */
function plane(codes: Float32Array, latent: number, [x, y]: readonly [number, number]): Float32Array {
  const points = new Float32Array((codes.length / latent) * 2);
  for (let at = 0; at < codes.length / latent; at++)
    points.set([codes[at * latent + x]!, codes[at * latent + y]!], 2 * at);
  return points;
}

/** Where codes are looked at, and those of training images. */
export interface Around {
  dimensions: readonly [number, number];
  mean: Float32Array;
  latent: number;
}

/** The scene put together again, its errors and its clusters, and where the tiles lie in latent space. */
export function mountResults(host: HTMLElement) {
  const maps = h("div", { class: "tile-maps" });
  const map = h("div", { class: "tile-scatter" });
  const told = h("div");
  host.append(maps, map, told);
  const readout = mountReadout(told, words.hint);
  const scatter = mountLatentScatter(map);
  let apart: TakenApart | null = null;
  let around: Around | null = null;
  let pointed: number | null = null;
  const list = mountMapList(maps, { onPoint: (_, place, aloud) => point(place, aloud) });

  function point(place: number | null, aloud: boolean): void {
    if (!apart) return;
    const { shape, places, tile, clusters, errors } = apart;
    const [row, column] = [Math.floor((place ?? 0) / shape[1]), (place ?? 0) % shape[1]];
    pointed = place === null ? null : nearestTile(places, tile, row, column);
    readout.say(
      place === null
        ? null
        : words.pixel(row + 1, column + 1, clusters[place]! + 1, fixed(errors[place]!, 3)),
      aloud,
    );
    drawScatter();
  }

  function drawScatter(): void {
    if (!apart || !around || around.latent !== apart.latent) return scatter.update(null);
    const { codes, latent, tileClusters, count } = apart;
    const { dimensions, mean } = around;
    const [x, y] = dimensions;
    scatter.update({
      names: [words.dimension(x), words.dimension(y)],
      points: plane(codes, latent, dimensions),
      colors: tileClusters,
      others: plane(mean, latent, dimensions),
      pointed,
      label: words.scatter(tileClusters.length, count),
    });
  }

  function draw(): void {
    host.hidden = apart === null;
    if (!apart) return;
    const { scene, shape, reconstruction, errors, clusters, count } = apart;
    const [height, width, channels] = shape;
    const shown = { ...stackOf(scene), pixels: apart.pixels, channels };
    const worst = errors.reduce((most, error) => Math.max(most, error), 0);
    const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    const { classes } = readColors(host);
    list.update([
      { name: words.maps.scene, note: scene.name, pixels: shown, label: words.maps.scene },
      {
        name: words.maps.reconstruction,
        note: "",
        pixels: { ...shown, pixels: reconstruction },
        label: words.maps.reconstruction,
      },
      {
        name: words.maps.errors,
        note: words.errorNote(fixed(mean, 3), fixed(worst, 3)),
        pixels: { values: errors, height, width, scale: worst, signed: false },
        label: words.maps.errors,
      },
      {
        name: words.maps.clusters,
        note: words.clusterNote(count),
        pixels: paint(clusters, shape, classes),
        label: words.maps.clusters,
      },
    ]);
    drawScatter();
  }
  const offTheme = onThemeChange(host, draw);

  return {
    update(next: TakenApart | null, codes: Around | null) {
      if (next !== apart) pointed = null;
      const other = next !== apart;
      apart = next;
      around = codes;
      if (other) draw();
      else drawScatter();
    },
    destroy() {
      offTheme();
      list.destroy();
      scatter.destroy();
    },
  };
}

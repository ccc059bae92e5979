import { text } from "../text";
import { paintScene, sceneSvg, type Scene } from "../views/scene";
import type { Colors } from "../views/theme";

/** A scene as an SVG document, on the surface's colour. */
export function sceneFile(scene: Scene, colors: Colors): Blob {
  const svg = sceneSvg(onSurface(scene), colors);
  return new Blob([new XMLSerializer().serializeToString(svg)], { type: "image/svg+xml" });
}

/** The same as a PNG, twice as many pixels to a side. */
export function scenePicture(scene: Scene, colors: Colors): Promise<Blob> {
  const scale = 2;
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [scene.width * scale, scene.height * scale];
  const context = canvas.getContext("2d")!;
  context.scale(scale, scale);
  paintScene(context, onSurface(scene), colors);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error(text.panels.save.tooLarge)))),
  );
}

/** With a ground of its own, for it may be put on any other. */
function onSurface({ width, height, marks }: Scene): Scene {
  const ground = { kind: "rect", x: 0, y: 0, width, height, fill: "surface", opacity: 1 } as const;
  return { width, height, marks: [ground, ...marks] };
}

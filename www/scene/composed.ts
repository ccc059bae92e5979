import type { Display } from "../data/display";
import type { ComposedScenes } from "../data/scenes/protocol";
import type { Scene, TrueObject } from "./scene";

/** Of an object that is seen less, nobody could say that it is there. */
const leastVisible = 0.25;

/** What is known of the objects in one of some scenes. */
function truthOf({ starts, boxes, classes, identities, visible }: ComposedScenes, at: number): TrueObject[] {
  const [first, end] = [starts[at]!, starts[at + 1]!];
  return Array.from({ length: end - first }, (_, place) => first + place)
    .filter((object) => visible[object]! >= leastVisible)
    .map((object) => {
      const [x, y, width, height] = boxes.subarray(4 * object, 4 * object + 4);
      return {
        box: { x: x!, y: y!, width: width!, height: height! },
        label: classes?.[object] ?? -1,
        identity: identities?.[object] ?? object - first,
      };
    });
}

/** One of some composed scenes. */
export function sceneOf(
  composed: ComposedScenes,
  at: number,
  about: { name: string; display: Display; seconds: number | null },
): Scene {
  const [, height, width, channels] = composed.shape;
  const size = height * width * channels;
  return {
    ...about,
    pixels: composed.pixels.subarray(at * size, (at + 1) * size),
    shape: [height, width, channels],
    truth: truthOf(composed, at),
  };
}

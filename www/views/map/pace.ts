/** What a frame of a movement may take, in milliseconds. */
const frameMs = 18;
/** So many points are drawn however long they take: fewer are no picture of all. */
const least = 2000;
/** From one frame to the next the part grows and shrinks at most by these factors. */
const [growth, shrinkage] = [1.15, 0.4];

/** Which part of the points is drawn while the map moves: as many as keep frames short, as without a GPU. */
export function createPace() {
  let part = 1;
  return {
    part: (count: number) => Math.min(1, Math.max(part, least / count)),
    /** A frame with this part of them was so long in coming. */
    took(ms: number, drawn: number) {
      const factor = Math.min(growth, Math.max(shrinkage, frameMs / ms));
      part = Math.min(1, drawn * factor);
    },
  };
}

import type { Question } from "../run/scheduler";
import type { Session } from "../run/session";
import { watchPlace } from "../run/sight";
import type { Store } from "../run/store";
import type { Target } from "../views/map";

/** While training, what is pointed at is asked for at most so often, so that other panels have their turns. */
const leastMs = 120;

/** Asks for the images of what is pointed at on the map, one question at a time; what is pointed at next comes first. */
export function createCloserLook(
  host: HTMLElement,
  store: Store,
  session: Session,
  lifted: (place: [number, number]) => Float32Array,
  show: (target: Target, images: Float32Array) => void,
) {
  let target: Target | null = null;
  let shownAt = -Infinity;
  let ended = false;
  const sight = watchPlace(host);

  const seat = session.views.add({
    question(): Question | null {
      const now = target;
      // A map that is hidden under the pointer is not told that it has gone.
      if (!now || !sight.placed) return null;
      if (store.state.phase === "training" && performance.now() - shownAt < leastMs) return null;
      return {
        key: "row" in now ? [now.row] : now.place,
        async ask(vae) {
          const images =
            "row" in now
              ? await vae.reconstruct(Uint32Array.of(now.row))
              : await vae.decode(lifted(now.place));
          // Also where the pointer has gone on: the view knows what it still fits.
          if (!ended) show(now, images);
          shownAt = performance.now();
          // No answer would be no model any more, and be asked for again.
          return images;
        },
      };
    },
    answered() {},
  });
  seat.see(false);
  return {
    at(next: Target | null) {
      target = next;
      seat.see(next !== null);
    },
    destroy() {
      ended = true;
      sight.destroy();
      seat.leave();
    },
  };
}

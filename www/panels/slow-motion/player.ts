import { ended, moved, whole, type Place } from "../../inside/replay";

/** How long a stage takes at normal speed, in milliseconds. */
const stageMs = 1600;

/** Moves a replay on as time passes, forward or backward. */
export function createPlayer(options: {
  /** Where it is seen: it rests while that is not. */
  host: HTMLElement;
  /** It is at another place, plays or rests. */
  onMove(): void;
}) {
  const { host, onMove } = options;
  let place: Place = whole(0);
  let way: 1 | -1 | 0 = 0;
  let speed = 1;
  let frame = 0;
  let before = 0;

  function rest(): void {
    cancelAnimationFrame(frame);
    frame = way = 0;
  }

  function tick(now: number): void {
    if (way === 0) return;
    if (!host.checkVisibility()) rest();
    else {
      // Of a tab that was in the background, no more than a stage.
      const by = Math.min(1, ((now - before) * speed) / stageMs);
      before = now;
      place = moved(place, way * by);
      if (ended(place, way)) rest();
      else frame = requestAnimationFrame(tick);
    }
    onMove();
  }

  return {
    get place() {
      return place;
    },
    get way() {
      return way;
    },
    set speed(times: number) {
      speed = times;
    },
    /** A whole stage, at which it rests. */
    go(stage: number): void {
      rest();
      place = whole(stage);
      onMove();
    },
    /** From an end on, it begins at the other. */
    play(next: 1 | -1): void {
      rest();
      if (ended(place, next)) place = next > 0 ? { stage: 0, passed: 0 } : whole(Infinity);
      way = next;
      before = performance.now();
      frame = requestAnimationFrame(tick);
      onMove();
    },
    rest(): void {
      rest();
      onMove();
    },
    destroy: rest,
  };
}

export type Player = ReturnType<typeof createPlayer>;

import type { Moving, MovingListener } from "./moving";
import type { Scene } from "./scene";

/** Opens a picture, or what moves, whose frames are told to the listener; rejected with a plain sentence. */
export type Opening = (listener: MovingListener, signal: AbortSignal) => Promise<Scene | Moving>;

const moves = (opened: Scene | Moving): opened is Moving => "destroy" in opened;

/** Holds one source at a time: the one before goes when another is there, and stays where that can't be opened. */
export function createOpener(tell: {
  onScene(scene: Scene): void;
  /** Something is being opened or no longer, plays or pauses, or stands elsewhere. */
  onChange(): void;
  /** What could not be opened, or has ended by itself, in a sentence; empty where all is well. */
  onProblem(why: string): void;
}) {
  let moving: Moving | null = null;
  let under: AbortController | null = null;

  function close(): void {
    moving?.destroy();
    moving = null;
  }

  return {
    get moving(): Moving | null {
      return moving;
    },
    get opening(): boolean {
      return under !== null;
    },
    async open(opening: Opening): Promise<void> {
      under?.abort();
      const own = (under = new AbortController());
      let mine: Moving | null = null;
      /** A frame that came while it was being opened. */
      let early: Scene | null = null;
      const listener: MovingListener = {
        onFrame(scene) {
          if (mine && moving === mine) tell.onScene(scene);
          else if (!mine) early = scene;
        },
        onChange: () => mine && moving === mine && tell.onChange(),
        onEnd(why) {
          if (!mine || moving !== mine) return;
          close();
          tell.onProblem(why);
          tell.onChange();
        },
      };
      tell.onProblem("");
      tell.onChange();
      try {
        const opened = await opening(listener, own.signal);
        if (own.signal.aborted) return moves(opened) ? opened.destroy() : undefined;
        close();
        if (moves(opened)) moving = mine = opened;
        const scene = moves(opened) ? early : opened;
        if (scene) tell.onScene(scene);
      } catch (error) {
        if (!own.signal.aborted) tell.onProblem((error as Error).message);
      }
      if (under !== own) return;
      under = null;
      tell.onChange();
    },
    /** Ends what is open, and what is being opened. */
    close(): void {
      under?.abort();
      under = null;
      close();
      tell.onChange();
    },
    destroy(): void {
      under?.abort();
      close();
    },
  };
}

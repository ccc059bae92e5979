import { startLoader } from "#assets/page";
import { text } from "../text";
import type { LoadedSet, LoadMessage, LoadProgress, LoadRequest } from "./protocol";

export interface Loading {
  /** The set; rejected with a plain error where it can't be had, or was cancelled. */
  result: Promise<LoadedSet>;
  cancel(): void;
}

/** A person stopped the loading. */
export class CancelledError extends Error {
  override readonly name = "CancelledError";
}

/** Values are outside the ranges that are known; they can be taken from this one. */
export class RangeOfferError extends Error {
  override readonly name = "RangeOfferError";
  constructor(
    message: string,
    readonly range: [black: number, white: number],
  ) {
    super(message);
  }
}

/** Loads in a worker of its own, which ends with the loading, so that its memory is free again. */
export function startLoading(request: LoadRequest, onProgress: (progress: LoadProgress) => void): Loading {
  const worker = startLoader();
  let cancel = () => {};
  const result = new Promise<LoadedSet>((resolve, reject) => {
    cancel = () => reject(new CancelledError(text.data.cancelled));
    worker.onmessage = ({ data }: MessageEvent<LoadMessage>) => {
      if (data.type === "progress") onProgress(data.progress);
      else if (data.type === "loaded") resolve(data.set);
      else reject(data.range ? new RangeOfferError(data.message, data.range) : new Error(data.message));
    };
    worker.onerror = (event) => {
      event.preventDefault();
      const { noLoader, loaderStopped } = text.data;
      reject(new Error(event.message === undefined ? noLoader : loaderStopped(event.message)));
    };
  }).finally(() => worker.terminate());
  worker.postMessage(request);
  return { result, cancel };
}

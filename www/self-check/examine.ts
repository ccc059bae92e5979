import { loadDigits } from "../data/digits";
import type { DeviceInfo, DeviceKind } from "../engine/protocol";
import { createVae } from "../engine/vae";
import { answers, checks, run, type Answer } from "./answers";

/** What a device answered; those that are missing after a failure were not asked. */
export interface Examined {
  kind: DeviceKind;
  device: DeviceInfo | null;
  answers: Answer[];
  /** In milliseconds, from the opening on. */
  took: number;
  /** Why it could not be asked, or no further. */
  failed: string | null;
}

const devices: readonly DeviceKind[] = ["cpu", "webgpu"];

/** Of all that is asked of all devices. */
export const inAll = devices.length * checks.length;

/** Asks each device in turn, in a worker of its own beside whatever trains. Yields after each answer what there is. */
export async function* examine(signal: AbortSignal): AsyncGenerator<readonly Examined[]> {
  const { images } = await loadDigits();
  const all: Examined[] = [];
  for (const kind of devices) {
    signal.throwIfAborted();
    const began = performance.now();
    const one: Examined = { kind, device: null, answers: [], took: 0, failed: null };
    all.push(one);
    try {
      const vae = await createVae({ device: kind, ...run, signal });
      const end = () => vae.destroy();
      signal.addEventListener("abort", end);
      one.device = vae.device;
      try {
        for await (const answer of answers(vae, images.pixels)) {
          one.answers.push(answer);
          one.took = performance.now() - began;
          yield all;
        }
      } finally {
        signal.removeEventListener("abort", end);
        end();
      }
    } catch (error) {
      signal.throwIfAborted();
      one.failed = (error as Error).message;
      yield all;
    }
  }
}

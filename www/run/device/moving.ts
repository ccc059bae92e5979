import type { Vae } from "../../engine/vae";
import { inForce } from "../beginning";
import type { Commands, Turns } from "../commands";
import type { Current } from "../current";
import type { State, Store } from "../store";
import type { Training } from "../training";

/** Whether all that is known of a model would come along, as its scene VAE or a recorded step would not. */
export const movable = ({ besides }: Vae, { diverged, savable, recorded }: Readonly<State>) =>
  savable && !diverged && !recorded && besides.size === 0;

interface Plan {
  store: Store;
  current: Current;
  commands: Commands;
  turns: Turns;
  training: Training;
}

/**
 * Goes on in another engine with the same model, between two steps. False where another one is in use by then, or one
 * that can't be moved; rejected where it fails. All is as it was then.
 */
export async function move(
  { store, current, commands, turns, training }: Plan,
  from: Vae,
  to: Vae,
): Promise<boolean> {
  // Those may stop training for good.
  await commands.done;
  const { going } = training;
  let failed: unknown;
  await turns.run(async () => {
    if (going) training.train();
    const { dataset, options, step } = store.state;
    if (current.vae !== from || !movable(from, store.state)) return;
    try {
      await to.setData(dataset!.images, options);
      const { batchSize } = options.training;
      if (step > 0) await to.load(await from.save(), { batchSize, move: true });
      current.replace(to);
      store.set({ device: to.device, ...inForce(to) });
    } catch (error) {
      failed = error;
    }
  });
  if (failed !== undefined) throw failed;
  return current.vae === to;
}

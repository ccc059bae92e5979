import type { Playground } from "../../shell/playground";
import { same } from "../../same";
import type { Config, FromKernel } from "./model";

/** A new start only where one is needed. */
async function configure({ store, session }: Playground, { device, ...options }: Config): Promise<void> {
  const { choice, options: now } = store.state;
  const { training } = options;
  if (device !== choice || !same({ ...options, training: null }, { ...now, training: null }))
    await session.reset(device, options, { anyway: true });
  else if (!same(training, now.training)) await session.setTraining(training);
}

/** Does as a person has set in Python; what the engine refuses, the playground says. */
export async function obey(playground: Playground, message: FromKernel): Promise<void> {
  const { session } = playground;
  if (message.kind === "training" && message.value && message.target !== undefined) {
    // It is under way in the kernel.
    playground.store.set({ target: message.target });
    session.train();
  } else if (message.kind === "training" && message.value) session.trainOn();
  else if (message.kind === "training") void session.pause();
  else if (message.kind === "z") playground.store.set({ z: message.value });
  else if (message.kind === "config") await configure(playground, message.value);
}

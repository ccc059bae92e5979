import type { Playground } from "../../shell/playground";
import type { Config, FromKernel } from "./model";

/** Added to a target that was reached when Python asks for more, as the button does. */
const more = 100;

function same(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return Object.is(a, b);
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => same(a[key as keyof typeof a], b[key as keyof typeof b]))
  );
}

function train({ store, session }: Playground, wanted: boolean): void {
  if (!wanted) return void session.pause();
  const { epoch, target } = store.state;
  if (epoch >= target) store.set({ target: epoch + more });
  session.train();
}

/** A new start only where one is needed. */
async function configure({ store, session }: Playground, { device, ...options }: Config): Promise<void> {
  const { choice, options: now } = store.state;
  const { training } = options;
  if (device !== choice || !same({ ...options, training: null }, { ...now, training: null }))
    await session.reset(device, options);
  else if (!same(training, now.training)) await session.setTraining(training);
}

/** Does as a person has set in Python; what the engine refuses, the playground says. */
export async function obey(playground: Playground, message: FromKernel): Promise<void> {
  if (message.kind === "training") train(playground, message.value);
  else if (message.kind === "z") playground.store.set({ z: message.value });
  else if (message.kind === "config") await configure(playground, message.value);
}

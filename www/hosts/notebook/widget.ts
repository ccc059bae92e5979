import { h, setText } from "../../dom";
import { mountPlayground, type Playground } from "../../shell/playground";
import { styleSheet } from "../../shell/styles";
import { text } from "../../text";
import { shareAssets } from "../../assets/notebook/kernel";
import { createCalls, ready, until } from "./calls";
import { readDataset } from "./dataset";
import { followState } from "./follow-state";
import { FollowedModel } from "./kernel-model";
import { obey } from "./obey";
import { bytesOf, rowsOf, type About, type FromKernel, type Model } from "./model";
import { createSend } from "./send";
import { watchTheme } from "./theme";

export interface WidgetOptions {
  kernel: Model;
  host: HTMLElement;
  version: string;
  /** Aborts when the widget is closed. */
  ended: AbortSignal;
  /** Aborts when its kernel is gone. */
  disconnected: AbortSignal;
}

type Listener = (message: FromKernel, buffers: DataView[]) => void;

/** What the kernel sends to a page that says hello. */
function askForData(kernel: Model, front: string): Promise<{ about: About; buffers: DataView[] }> {
  return new Promise((resolve) => {
    const take: Listener = (message, buffers) => {
      if (message.kind !== "data" || message.front !== front) return;
      kernel.off("msg:custom", take);
      resolve({ about: message.about, buffers });
    };
    kernel.on("msg:custom", take);
    kernel.send({ kind: "hello", front });
  });
}

/** Opens a model that Python has; what is wrong with it, or with the device, the playground says. */
async function restore(playground: Playground, weights: DataView, signal: AbortSignal): Promise<void> {
  const file = new File([bytesOf(weights)], text.hosts.notebook.modelFile);
  try {
    await until(playground, ready, signal);
    await playground.session.restore(file, { anyway: true });
    await until(playground, ready, signal);
  } catch {
    // It has said so.
  }
}

/** Asks the kernel for the images, and resolves when the playground with them is in `host`. */
export async function startWidget({ kernel, host, version, ended, disconnected }: WidgetOptions) {
  shareAssets(version);
  const front = Array.from(crypto.getRandomValues(new Uint32Array(2))).join("-");
  const { about, buffers } = await askForData(kernel, front);
  const [selection, weights] = buffers.slice(3) as [DataView, DataView];
  const dataset = readDataset(about, buffers);

  const note = h("p", { role: "status", hidden: true });
  const frame = h("div");
  host.append(note, frame);
  const root = frame.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [styleSheet()];
  const playground = mountPlayground(root, {
    ...about.config,
    ...(about.keep !== null && { keep: about.keep }),
    given: () => Promise.resolve(dataset),
    onEvent: () => {},
  });
  ended.addEventListener("abort", () => playground.destroy());
  watchTheme((theme) => playground.setLook({ views: null, compact: false, theme }), ended);
  playground.store.set({ z: about.z });

  const released = new AbortController();
  const { signal } = released;
  const send = createSend(kernel, front);
  const followed = about.kernel && new FollowedModel(playground, kernel, send, signal);
  let restoring = Promise.resolve();
  if (followed) restoring = follow(followed);
  else if (weights.byteLength > 0) restoring = restore(playground, weights, signal);
  // Else Python would be told of the untrained model first.
  await restoring;
  const state = followState(playground, kernel, { send, followed, signal });
  state.select(rowsOf(selection));
  const calls = createCalls(playground, state.rest, signal);

  async function follow(model: FollowedModel): Promise<void> {
    try {
      await until(playground, ready, signal);
      await model.open(about.kernel!, weights);
      playground.session.trainElsewhere(model);
    } catch {
      // The playground has said what is wrong.
    }
  }

  const hear: Listener = (message, buffers) => {
    if (message.kind === "data" && message.front !== front) {
      release(text.hosts.notebook.elsewhere);
    } else if (message.kind === "call") {
      restoring
        .then(() => calls.answer(message, buffers))
        .then(
          ({ arrays, ...about }) => send({ kind: "result", id: message.id, ...about }, arrays),
          (error: Error) => send({ kind: "failure", id: message.id, message: error.message }),
        );
    } else if (message.kind === "cancel") calls.cancel(message.id);
    else if (message.kind === "ping") send({ kind: "alive" });
    else if (message.kind === "selection") state.select(rowsOf(buffers[0]!));
    else if (message.kind === "weights") restoring = restore(playground, buffers[0]!, signal);
    else void obey(playground, message).then(state.tellConfig);
  };
  kernel.on("msg:custom", hear);

  /** Python has no more say; the model stays. */
  function release(why: string): void {
    if (signal.aborted) return;
    kernel.off("msg:custom", hear);
    released.abort();
    playground.session.trainElsewhere(null);
    note.hidden = false;
    setText(note, why);
  }
  const leave = () => release(text.hosts.notebook.kernelGone);
  disconnected.addEventListener("abort", leave);
  if (disconnected.aborted) leave();
  send({ kind: "ready" });
}

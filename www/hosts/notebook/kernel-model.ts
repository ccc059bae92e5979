import type { Vae } from "../../engine/vae";
import { recordUpTo } from "../../run/history";
import { momentOf } from "../../run/moment";
import type { Elsewhere } from "../../run/training";
import type { Playground } from "../../shell/playground";
import { text } from "../../text";
import { bytesOf, type FromKernel, type KernelModel, type Model, type Told } from "./model";
import type { Send } from "./send";

/** Follows a model that lives in the kernel: what is trained is trained there, and this page's engine is brought up to it. */
export class FollowedModel implements Elsewhere {
  /** The latest that both have. */
  private revision = 0;
  private step = 0;

  constructor(
    private readonly playground: Playground,
    private readonly kernel: Model,
    private readonly send: Send,
    private readonly released: AbortSignal,
  ) {}

  /** Whether the kernel has the model that is here. */
  get known(): boolean {
    const { revision, step } = this.playground.state;
    return revision === this.revision && step === this.step;
  }

  private know(): void {
    ({ revision: this.revision, step: this.step } = this.playground.state);
  }

  /** Shows the model as it was when the page was opened, with the curves so far. */
  async open({ step, epoch, rows }: KernelModel, weights: DataView): Promise<void> {
    const { session, store } = this.playground;
    if (weights.byteLength > 0) {
      const column = (at: number) => rows.map((row) => row[at] ?? null);
      const at = column(0) as number[];
      const history = {
        reconstruction: [at, column(1), column(3)],
        kl: [[...at], column(2), column(4)],
      } satisfies typeof store.state.history;
      const sums = { reconstruction: 0, kl: 0, loss: 0 };
      const record = recordUpTo({ history, share: 0, sums, lastEpoch: epoch }, epoch);
      const state = { ...store.state, step, epoch, test: null, testEpoch: null };
      const moment = momentOf(state, record, new Blob([bytesOf(weights)]), "model");
      await session.goOnFrom(moment, undefined, { anyway: true });
    }
    this.know();
  }

  private next(): Promise<{ told: Told; weights: DataView }> {
    return new Promise((resolve, reject) => {
      const end = () => {
        this.kernel.off("msg:custom", take);
        this.released.removeEventListener("abort", fail);
      };
      const take = (message: FromKernel, buffers: DataView[]) => {
        if (message.kind !== "model") return;
        end();
        resolve({ told: message, weights: buffers[0]! });
      };
      const fail = () => {
        end();
        reject(new Error(text.hosts.notebook.kernelGone));
      };
      this.kernel.on("msg:custom", take);
      this.released.addEventListener("abort", fail);
      this.send({ kind: "next", step: this.playground.state.step });
    });
  }

  async *train(vae: Vae, target: number, signal: AbortSignal) {
    const pause = () => this.send({ kind: "pause" });
    this.send({ kind: "train", target });
    signal.addEventListener("abort", pause, { once: true });
    try {
      for (let rests = false; !rests;) {
        const { told, weights } = await this.next();
        rests = told.rests;
        await vae.load(bytesOf(weights), { move: true });
        const { train } = told;
        if (train) yield { ...told, train };
      }
    } finally {
      this.know();
      signal.removeEventListener("abort", pause);
    }
  }
}

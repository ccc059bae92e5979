import { readFileSync } from "node:fs";
import { beforeEach, expect, test, vi } from "vitest";
import { joinWhenCalled, needsRest, Rest } from "./rest";

const file = (part: string) => new URL(`../pkg/cpu/vae_playground_${part}.wasm`, import.meta.url).pathname;
const read = (part: string) => readFileSync(file(part));

/** An instance of the CPU's module: the glue has one. */
async function instance(part: string) {
  vi.resetModules();
  const engine = await import("../pkg/cpu/vae_playground");
  const exports = await engine.default({ module_or_path: read(part) });
  return { engine, exports: exports as typeof exports & { joined: WebAssembly.Global } };
}

/** Gives files as a synchronous request of a worker does. */
class Request {
  static asked: string[] = [];
  response: ArrayBuffer | undefined;
  status = 0;
  private url = "";
  open(_method: string, url: string) {
    this.url = url;
  }
  send() {
    Request.asked.push(this.url);
    const found = this.url === "rest";
    this.status = found ? 200 : 404;
    if (found) this.response = new Uint8Array(read("rest")).buffer;
  }
}

beforeEach(() => {
  Request.asked = [];
  vi.stubGlobal("XMLHttpRequest", Request);
  return () => vi.unstubAllGlobals();
});

const pixels = () => Float32Array.from({ length: 40 * 64 }, (_, i) => ((i * 7919) % 256) / 255);

/** A model that no first visit begins with, trained for a few steps; its file. */
async function trained({ Session }: typeof import("../pkg/cpu/vae_playground")): Promise<Uint8Array> {
  const session = await Session.open({
    model: { encoder: [16], decoder: [16], latent: 2, norm: "batch", activation: "gelu" },
    training: { batchSize: 16, objective: { kind: "iwae", samples: 3 } },
    seed: 7,
  });
  await session.setData({ pixels: pixels(), shape: [40, 8, 8, 1] });
  await session.trainSteps({ steps: 3 });
  return session.save({});
}

test("a module that takes its rest in the middle of a call does as the whole one", async () => {
  const whole = await trained((await instance("whole")).engine);
  const { engine, exports } = await instance("bg");
  joinWhenCalled(exports, "rest");
  expect(exports.joined.value).toBe(0);
  const parted = await trained(engine);
  expect(Request.asked).toEqual(["rest"]);
  expect(exports.joined.value).toBe(1);
  expect(Buffer.from(parted).equals(Buffer.from(whole))).toBe(true);
});

test("a rest that is there is not asked for again, and one that can't be had may be asked for later", async () => {
  const { engine, exports } = await instance("bg");
  const answers = [new Response(null, { status: 404 }), await WebAssembly.compile(read("rest"))];
  const fetch = vi.fn<() => Promise<Response | WebAssembly.Module>>(async () => answers.shift()!);
  const rest = new Rest(exports, { url: "rest", fetch });
  await expect(rest.load()).rejects.toThrow("404");
  expect(exports.joined.value).toBe(0);
  await Promise.all([rest.load(), rest.load()]);
  expect(fetch).toHaveBeenCalledTimes(2);
  await trained(engine);
  expect(Request.asked).toEqual([]);
});

test("a call that can't go on ends as a trap does, with the reason", async () => {
  const { engine, exports } = await instance("bg");
  joinWhenCalled(exports, "elsewhere");
  await expect(
    Promise.race([trained(engine), new Promise((_, reject) => process.once("uncaughtException", reject))]),
  ).rejects.toThrow(WebAssembly.RuntimeError);
});

test("what a first training does needs no rest", () => {
  expect(["open", "train", "setData", "embed", "decode"].filter(needsRest)).toEqual([]);
  expect(["save", "startJob", "trace"].filter(needsRest)).toHaveLength(3);
});

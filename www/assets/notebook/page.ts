// What the playground needs beside its own script, asked of the kernel: `#assets/page` in a notebook.
import engineScript from "../../engine/worker.ts?script";
import { words } from "../../text/worker";
import { openAsset } from "./kernel";

let address: string | undefined;

/** A worker that asks for the module that it needs over a port of its own. */
export function startEngine(): Worker {
  address ??= URL.createObjectURL(new Blob([engineScript], { type: "text/javascript" }));
  const worker = new Worker(address);
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }: MessageEvent<string>) => {
    openAsset(data).then(
      (file) => port1.postMessage(file),
      (error: Error) => port1.postMessage(error.message),
    );
  };
  worker.postMessage({ assets: port2 }, [port2]);
  return worker;
}

const given = () => new Error(words.data.fromPython);

export const startLoader = (): Worker => {
  throw given();
};

export const openDigits = (): Promise<Response> => Promise.reject(given());

// What the playground needs beside its own script, asked of the kernel: `#assets/page` in a notebook.
import engineScript from "../../engine/worker.ts?script";
import instrumentScript from "../../instrument/worker.ts?script";
import { locale } from "../../text/locale";
import { words } from "../../text/worker";
import { openAsset } from "./kernel";

/** Starts workers, named after the language that they speak, that ask for the module that they need over a port of their own. */
function starter(script: string): () => Worker {
  let address: string | undefined;
  return () => {
    address ??= URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    const worker = new Worker(address, { name: locale });
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<string>) => {
      openAsset(data).then(
        (file) => port1.postMessage(file),
        (error: Error) => port1.postMessage(error.message),
      );
    };
    worker.postMessage({ assets: port2 }, [port2]);
    return worker;
  };
}

export const startEngine = starter(engineScript);
export const startInstrument = starter(instrumentScript);

const given = () => new Error(words.data.fromPython);

export const startLoader = (): Worker => {
  throw given();
};

export const openDigits = (): Promise<Response> => Promise.reject(given());

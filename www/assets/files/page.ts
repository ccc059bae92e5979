// What the page needs beside its own script, as files that lie beside it. `#assets/page` is this module, or where all
// is to be in one file its namesake in `inlined/` (see "imports" in package.json).
import { tensors } from "../../pkg/files";
import { fetchIntact } from "../intact";
import { locale } from "../../text/locale";

// Workers are named after the language that they speak.
export const startEngine = () =>
  new Worker(new URL("../../engine/worker.ts", import.meta.url), { type: "module", name: locale });

export const startLoader = () =>
  new Worker(new URL("../../data/worker.ts", import.meta.url), { type: "module", name: locale });

export const startInstrument = () =>
  new Worker(new URL("../../instrument/worker.ts", import.meta.url), { type: "module", name: locale });

export const openDigits = (): Promise<Response> =>
  fetchIntact(new URL("../../public/data/digits.safetensors", import.meta.url), tensors["digits"]);

/// <reference lib="webworker" />
import { words } from "../text/worker";
import { loadDataModule } from "./data-module";
import { readOwn } from "./read-own";
import { readStored } from "./read-stored";
import { readShipped } from "./read-shipped";
import { readWhole } from "./read-whole";
import { arrange, takeImages, type Source } from "./arrange";
import type { LoadedSet, LoadMessage, LoadProgress, LoadRequest } from "./protocol";
import { answerScenes, holdObjects } from "./scenes/answer";
import { inert } from "./inert";
import { why } from "./why";
import type { SceneMessage, SceneQuestion, SceneRequest } from "./scenes/protocol";

declare const self: DedicatedWorkerGlobalScope;

function post(message: LoadMessage | SceneMessage, transfer: Transferable[] = []): void {
  self.postMessage(inert(message), transfer);
}

const report = (progress: LoadProgress) => post({ type: "progress", progress });

async function read(request: LoadRequest): Promise<Source> {
  const module = await loadDataModule();
  const { preparation } = request;
  switch (request.kind) {
    case "shipped":
      return readShipped(module, request, report);
    case "whole":
      return readWhole(module, request, report);
    case "files":
      return readOwn(module, request.own, preparation, report);
    case "sprites": {
      report({ text: words.data.drawingSprites });
      const { count, size, seed } = preparation;
      return takeImages(module.sprites({ random: { count } }, size === "auto" ? 32 : size, seed), "shape");
    }
    case "landscapes": {
      report({ text: words.data.drawingLandscapes });
      const { count, size, seed } = preparation;
      return takeImages(module.landscapes(count, size === "auto" ? 32 : size, seed));
    }
    case "toy": {
      report({ text: words.data.drawingPoints });
      const { count, size, seed } = preparation;
      return takeImages(module.toy(request.toy, count, size === "auto" ? 16 : size, seed), "part");
    }
  }
}

async function load(request: LoadRequest): Promise<LoadedSet> {
  report({ text: words.data.downloadingReader });
  if (request.kind === "files") {
    const stored = await readStored(await loadDataModule(), request.own, request.preparation, report);
    if (stored) return stored;
  }
  const source = await read(request);
  report({ text: words.data.preparing });
  return arrange(await loadDataModule(), source, request.preparation);
}

/** The memory of typed arrays, to be moved with them. */
const buffers = (values: unknown[]) =>
  values.filter((value) => ArrayBuffer.isView(value)).map(({ buffer }) => buffer as ArrayBuffer);

function startLoad(request: LoadRequest): void {
  load(request).then(
    (set) => {
      const columns = set.columns.flatMap(({ labels, values }) => [labels, values]);
      post({ type: "loaded", set }, buffers([set.pixels, set.enginePixels, set.testRows, ...columns]));
    },
    (error: unknown) => {
      const { range } = error as { range?: [number, number] };
      post({ type: "failed", message: why(error), ...(range && { range }) });
    },
  );
}

function startScenes({ id, ...question }: SceneQuestion & { id: number }): void {
  answerScenes(question).then(
    (scenes) => post({ type: "scenes", id, scenes }, buffers(Object.values(scenes))),
    (error: unknown) => post({ type: "failed", id, message: why(error) }),
  );
}

self.addEventListener("message", ({ data }: MessageEvent<LoadRequest | SceneRequest>) => {
  if (data.kind === "objects") holdObjects(data.objects);
  else if (data.kind === "composeScenes" || data.kind === "streetFrames") startScenes(data);
  else startLoad(data);
});

import type { DeviceChoice, Progress, SessionOptions } from "../../engine/protocol";
import type { TraverseOptions } from "../../engine/vae";
import type { Method, MixtureOptions } from "../../instrument/protocol";

/** The settings, as Python has them. */
export interface Config extends SessionOptions {
  device: DeviceChoice;
}

/** What anywidget gives a script of the widget in the kernel. */
export interface Model {
  get(name: "_version"): string;
  get(name: "_lang"): string;
  get(name: "revision"): number;
  set(name: "revision", value: number): void;
  save_changes(): void;
  send(message: unknown, callbacks?: unknown, buffers?: ArrayBufferView[]): void;
  on(event: "msg:custom", listener: (message: never, buffers: DataView[]) => void): void;
  on(event: string, listener: () => void): void;
  off(event: string, listener: unknown): void;
}

/** A model that lives in the kernel: where it is, and its losses by epoch. */
export interface KernelModel {
  step: number;
  epoch: number;
  rows: (number | null)[][];
}

/** How far that model has come since a page was told last; without losses where it took no step. */
export interface Told extends Omit<Progress, "train"> {
  train: Progress["train"] | null;
  /** Nothing is trained there any more. */
  rests: boolean;
}

/** What the kernel was given to learn. */
export interface About {
  name: string;
  shape: [number, number, number, number];
  /** Pixels are bytes over 255 rather than 32-bit fractions. */
  bytes: boolean;
  classNames: string[];
  config: Config;
  /** Under which name the browser keeps what is trained; nothing is kept where it is null. */
  keep: string | null;
  z: number[];
  /** Where the model lives in the kernel, and a page shows it. */
  kernel: KernelModel | null;
}

/** A call about the images' codes. */
export type PointCall =
  | { method: "mixture"; args: Partial<MixtureOptions> }
  /** Of the images in its buffer, or of the test images where there are none. */
  | { method: "classify"; args: { method: Method } };

/** A call from Python; what belongs to it in bulk is in the message's buffers. */
export type Call = { kind: "call"; id: number } & (
  | { method: "train"; args: { epochs: number } }
  | { method: "encode" | "decode"; args: Record<never, never> }
  | { method: "sample"; args: { count: number } }
  | { method: "traverse"; args: Required<TraverseOptions> }
  | PointCall
);

/** Kernel to page. */
export type FromKernel =
  | Call
  | { kind: "data"; front: string; about: About }
  | { kind: "cancel"; id: number }
  | { kind: "config"; value: Config }
  | { kind: "training"; value: boolean; target?: number }
  | ({ kind: "model"; front: string } & Told)
  | { kind: "z"; value: number[] }
  | { kind: "selection" | "weights" }
  | { kind: "wake" | "ping" }
  | { kind: "asset"; name: string };

/** A message's buffer as bytes of its own, which may be read as numbers of any size. */
export const bytesOf = ({ buffer, byteOffset, byteLength }: DataView): Uint8Array<ArrayBuffer> =>
  new Uint8Array((buffer as ArrayBuffer).slice(byteOffset, byteOffset + byteLength));
export const floatsOf = (view: DataView) => new Float32Array(bytesOf(view).buffer);
export const rowsOf = (view: DataView) => new Uint32Array(bytesOf(view).buffer);

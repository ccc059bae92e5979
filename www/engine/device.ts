import { words } from "../text/worker";
import type { Threads } from "./pool/start";
import type { DeviceChoice, DeviceInfo, DeviceKind, WithoutGpu } from "./protocol";

/** Thrown when a person asks for a device that this browser cannot give. */
export class DeviceError extends Error {
  override readonly name = "DeviceError";
}

export interface Choice {
  kind: DeviceKind;
  adapter: string;
  reason: string;
  /** The GPU's name where `auto` may take it, which is taken or not. */
  gpu: string | null;
}

/** The adapter's name in the words the browser gives, which may be few. */
function describe(info: GPUAdapterInfo): string {
  const parts = [info.vendor, info.architecture, info.description].filter((part) => part !== "");
  return parts.length > 0 ? parts.join(" ") : words.engine.unnamedAdapter;
}

async function findAdapter(gpu: GPU | undefined): Promise<GPUAdapter | WithoutGpu> {
  if (gpu === undefined) return { kind: "noWebGpu" };
  try {
    const adapter = await gpu.requestAdapter({ powerPreference: "high-performance" });
    return adapter ?? { kind: "noAdapter" };
  } catch (error) {
    return { kind: "failed", why: error instanceof Error ? error.message : String(error) };
  }
}

/** The CPU, once it is known how many threads it has. */
export function withThreads(cpu: DeviceInfo, { count, lacking }: Threads): DeviceInfo {
  const say = words.engine;
  const reason = lacking === undefined ? cpu.reason : `${cpu.reason} ${say.lacksThreads(lacking)}`;
  return { ...cpu, adapter: say.cpu(count), reason };
}

interface Wanted {
  device: DeviceChoice;
  /** `auto` begins on the CPU and tells of the GPU that it may take later. */
  cpuFirst: boolean;
}

/**
 * Takes WebGPU when it is wanted, or when it may be taken and the adapter is real hardware; else the CPU. `without`
 * says why WebGPU is out of the question, where it is.
 */
export async function chooseDevice(
  { device: wanted, cpuFirst }: Wanted,
  gpu: GPU | undefined,
  without?: WithoutGpu,
): Promise<Choice> {
  const say = words.engine;
  const cpu = (reason: string, gpu: string | null = null): Choice => ({
    kind: "cpu",
    adapter: "",
    reason,
    gpu,
  });
  if (wanted === "cpu") return cpu(say.askedCpu);
  const found = without ?? (await findAdapter(gpu));
  if ("kind" in found) {
    if (wanted === "webgpu") throw new DeviceError(say.gpuRefused(found));
    return cpu(say.noGpu(found));
  }
  const { info } = found;
  const software = info.isFallbackAdapter;
  if (wanted === "auto" && software) return cpu(say.onlySoftwareGpu);
  const name = describe(info);
  if (wanted === "auto" && cpuFirst) return cpu(say.cpuFirst, name);
  const asked = software ? say.askedSoftwareGpu : say.askedGpu;
  const reason = wanted === "webgpu" ? asked : say.realGpu;
  return { kind: "webgpu", adapter: name, reason, gpu: wanted === "auto" ? name : null };
}

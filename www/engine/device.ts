import type { DeviceChoice, DeviceKind } from "./protocol";

/** Thrown when a person asks for a device that this browser cannot give. */
export class DeviceError extends Error {
  override readonly name = "DeviceError";
}

export interface Choice {
  kind: DeviceKind;
  adapter: string;
  reason: string;
}

const cpuName = "Flex, one thread with SIMD";

/** The adapter's name in the words the browser gives, which may be few. */
function describe(info: GPUAdapterInfo): string {
  const parts = [info.vendor, info.architecture, info.description].filter((part) => part !== "");
  return parts.length > 0 ? parts.join(" ") : "unnamed adapter";
}

async function findAdapter(gpu: GPU | undefined): Promise<GPUAdapter | string> {
  if (gpu === undefined) return "this browser has no WebGPU";
  try {
    const adapter = await gpu.requestAdapter({ powerPreference: "high-performance" });
    return adapter ?? "the browser offers no WebGPU adapter";
  } catch (error) {
    return `asking for a WebGPU adapter failed (${error instanceof Error ? error.message : String(error)})`;
  }
}

/**
 * Takes WebGPU when it is wanted, or when it may be taken and the adapter is real hardware; else the CPU. `without`
 * says why WebGPU is out of the question, where it is.
 */
export async function chooseDevice(
  wanted: DeviceChoice,
  gpu: GPU | undefined,
  without?: string,
): Promise<Choice> {
  if (wanted === "cpu") return { kind: "cpu", adapter: cpuName, reason: "You asked for the CPU." };
  const adapter = without ?? (await findAdapter(gpu));
  if (typeof adapter === "string") {
    if (wanted === "webgpu") {
      throw new DeviceError(`WebGPU can't be used: ${adapter}. Choose the CPU, or a browser with WebGPU.`);
    }
    return { kind: "cpu", adapter: cpuName, reason: `Running on the CPU because ${adapter}.` };
  }
  const { info } = adapter;
  if (wanted === "webgpu") {
    const software = info.isFallbackAdapter ? " It is a software adapter, slower than the CPU device." : "";
    return { kind: "webgpu", adapter: describe(info), reason: `You asked for WebGPU.${software}` };
  }
  if (info.isFallbackAdapter) {
    const reason = "Running on the CPU because the only WebGPU adapter is a slow software one.";
    return { kind: "cpu", adapter: cpuName, reason };
  }
  return { kind: "webgpu", adapter: describe(info), reason: "This browser has a GPU to train on." };
}

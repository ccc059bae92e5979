import { fixed, magnitude } from "../format";

/** Whether this browser computes as it should. */
export const selfCheck = {
  title: "Self-check",
  caption:
    "Asks the CPU and the GPU of this device, each in a worker of its own, what is known beforehand. Your model " +
    "stays as it is. If something looks wrong, send the report with your question.",
  work: { start: "Check this device", stop: "Stop", working: "Checking." },
  under: (device: string) => `Asking the ${device}.`,
  devices: { cpu: "CPU", webgpu: "GPU" },
  checks: {
    values: "Values, computed again in 64 bits",
    evaluation: "Loss of 160 digits",
    gradients: "Gradients of a step",
    derivatives: "Derivatives, beside differences",
    training: "Losses of 50 steps, in nats",
  },
  table: {
    caption: "How far each answer is from the known one, at most: as a share of it, or in nats per image.",
    head: ["Question", "Found", "At most", "Answer"],
  },
  right: "right",
  wrong: "wrong",
  number: (value: number) => (Number.isFinite(value) ? magnitude(value) : "no number"),
  most: (value: number) => magnitude(value),
  summary: (right: number, all: number, failed: number) =>
    right === all && failed === 0
      ? `All ${all} answers are right.`
      : `${right} of ${all} answers are right.${failed ? ` ${failed === 1 ? "A device" : `${failed} devices`} could not be asked to the end.` : ""}`,
  device: (name: string, adapter: string, seconds: number) => `${name}: ${adapter} (${fixed(seconds, 1)} s)`,
  failed: (name: string, why: string) => `${name}: ${why}`,
  report: "Report",
  copy: "Copy the report",
  copied: "Copied.",
  notCopied: "The browser does not let this page copy. Select the text and copy it.",
  /** Lines of the report. */
  lines: {
    heading: (when: string) => `VAE Playground, self-check of ${when}`,
    browser: (agent: string) => `Browser: ${agent}`,
    page: (threads: number, isolated: boolean) =>
      `Processor threads: ${threads}; page isolated: ${isolated ? "yes" : "no"}`,
    answer: (question: string, found: string, most: string, right: string) =>
      `  ${question}: ${found}, at most ${most}: ${right}`,
  },
};

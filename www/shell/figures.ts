import { h, setText } from "../dom";
import { likelihoodWords } from "../run/likelihoods";
import type { DeviceKind } from "../engine/protocol";
import type { DevicesFound } from "../run/device/timings";
import type { Store } from "../run/store";
import { text } from "../text";
import { number } from "../text/format";
import { epochText } from "../text/epochs";

const mebibytes = (bytes: number) => {
  const size = bytes / 2 ** 20;
  return text.shell.figures.mebibytes(number(Number(size.toPrecision(size < 100 ? 2 : 3))));
};

/** From here on, training may not fit into the memory that a browser gives a wasm module, 4 GiB at most. */
const muchMemory = 2 * 2 ** 30;

/** What was found of both devices. */
function devicesText(found: DevicesFound, inUse: DeviceKind): string {
  const words = text.run.devices;
  return "why" in found ? words.failed(found.why, inUse) : words.timed(found, inUse);
}

/** How large the model is, how fast it trains, what its losses are worth, and what it runs on. */
export function mountFigures(host: HTMLElement, store: Store) {
  const { figures: words } = text.shell;
  const names = ["epoch", "speed", "step", "parameters", "memory"] as const;
  const [epoch, speed, steps, parameters, memory] = names.map((name) => h("dd", { "data-fact": name })) as [
    HTMLElement,
    HTMLElement,
    HTMLElement,
    HTMLElement,
    HTMLElement,
  ];
  const fact = (name: string, value: HTMLElement) => h("div", {}, h("dt", {}, name), value);
  memory.title = words.memoryHelp;
  const memoryNote = h("p", { class: "warning", role: "status" });
  const marks = h("p", { class: "marks" });
  const device = h("div", { class: "device", role: "status" });
  const section = h(
    "section",
    { class: "figures", part: "figures", "aria-label": words.label },
    h(
      "dl",
      { class: "facts" },
      fact(words.epoch, epoch),
      fact(words.speed, speed),
      fact(words.steps, steps),
      fact(words.parameters, parameters),
      fact(words.memory, memory),
    ),
    memoryNote,
    marks,
    device,
  );
  host.append(section);

  store.watch(["epoch", "target", "step"], (now) => {
    setText(epoch, words.epochOf(epochText(now.epoch), number(now.target)));
    setText(steps, number(now.step));
  });
  store.watch(["imagesPerSecond", "parameters", "trainingBytes", "savable"], (now) => {
    const { imagesPerSecond, trainingBytes, savable } = now;
    setText(speed, imagesPerSecond > 0 ? number(Math.round(imagesPerSecond)) : "–");
    setText(parameters, now.parameters > 0 ? number(now.parameters) : "–");
    const notes = [
      ...(trainingBytes < muchMemory ? [] : [words.muchMemory]),
      ...(savable ? [] : [words.notSavable]),
    ];
    setText(memoryNote, notes.join(" "));
    setText(memory, trainingBytes > 0 ? mebibytes(trainingBytes) : "–");
  });
  store.watch(["dataset", "options"], ({ dataset, options }) => {
    marks.hidden = !dataset;
    if (!dataset) return;
    setText(marks, likelihoodWords(options.model.likelihood).scale(dataset.references));
  });
  store.watch(["device", "devices"], ({ device: taken, devices }) => {
    device.hidden = !taken;
    if (!taken) return;
    const kind = text.settings.options.device.choices[taken.kind];
    device.replaceChildren(
      h("p", { class: "device-name" }, h("strong", {}, kind), ` ${taken.adapter}`),
      h("p", {}, devices ? devicesText(devices, taken.kind) : taken.reason),
    );
  });
  return { destroy: () => section.remove() };
}

import { h, setText } from "../dom";
import type { Losses } from "../engine/protocol";
import type { Session } from "../run/session";
import type { State, Store } from "../run/store";

const count = new Intl.NumberFormat("en");
const nats = (value: number | undefined) => (value === undefined ? "–" : value.toFixed(2).replace("-", "−"));
const negativeElbo = (losses: Losses | null) => losses && losses.reconstruction + losses.kl;
const mebibytes = (bytes: number) => {
  const size = bytes / 2 ** 20;
  return `${count.format(Number(size.toPrecision(size < 100 ? 2 : 3)))} MiB`;
};

/** From here on, training may not fit into the memory that a browser gives a wasm module, 4 GiB at most. */
const muchMemory = 2 * 2 ** 30;

/** Epochs added when a person goes on after the target. */
const more = 100;

/** Train, step and reset, how far the run is, and what it has reached. The space bar trains anywhere in `scope`. */
export function mountRunBar(
  host: HTMLElement,
  scope: GlobalEventHandlers,
  store: Store,
  session: Session,
  onReset: () => void,
) {
  const released = new AbortController();
  const { signal } = released;
  const button = (text: string, kind = "") => h("button", { type: "button", class: kind }, text);
  const train = button("Train", "primary");
  const step = button("Step");
  const reset = button("Reset");
  train.title = "Space bar";
  step.title = "One optimiser step";

  const unfit = h("p", { class: "field-error", role: "alert" });
  const bar = h("progress", { max: 1, value: 0 });
  const state = h("span", { role: "status" });
  // Outside the live region, which would read every number aloud.
  const stageCount = h("span");
  const facts = { epoch: h("dd"), step: h("dd"), speed: h("dd"), parameters: h("dd"), memory: h("dd") };
  const fact = (name: string, value: HTMLElement) => h("div", {}, h("dt", {}, name), value);
  const cells = ["train", "test"].map(() => [h("td"), h("td"), h("td")]);
  const rows = ["Reconstruction", "KL", "−ELBO"].map((name, i) =>
    h("tr", {}, h("th", { scope: "row" }, name), cells[0]![i]!, cells[1]![i]!),
  );
  const memoryNote = h("p", { class: "warning", role: "status" });
  const marks = h("p", { class: "marks" });
  const device = h("div", { class: "device" });

  const panel = h(
    "section",
    { class: "run", part: "run", "aria-label": "Run" },
    h("div", { class: "buttons" }, train, step, reset),
    unfit,
    bar,
    h("p", { class: "run-state" }, state, stageCount),
  );
  const figures = h(
    "section",
    { class: "figures", part: "figures", "aria-label": "Figures" },
    h(
      "dl",
      { class: "facts" },
      fact("Epoch", facts.epoch),
      fact("Images/s", facts.speed),
      fact("Steps", facts.step),
      fact("Parameters", facts.parameters),
      fact("Memory to train", facts.memory),
    ),
    memoryNote,
    h(
      "table",
      { class: "losses" },
      h("caption", {}, "Nats per image, lower is better"),
      h("tr", {}, h("td"), h("th", { scope: "col" }, "Train"), h("th", { scope: "col" }, "Test")),
      ...rows,
    ),
    marks,
    device,
  );
  host.append(panel, figures);
  const frame = host.closest(".vae-playground")!;
  facts.step.dataset["fact"] = "step";
  facts.epoch.dataset["fact"] = "epoch";
  facts.speed.dataset["fact"] = "speed";
  facts.parameters.dataset["fact"] = "parameters";
  facts.memory.dataset["fact"] = "memory";
  facts.memory.title =
    "An estimate: weights, gradients, the optimiser’s memory and a batch, without the images";
  cells[1]![2]!.dataset["fact"] = "test-loss";
  cells[0]![2]!.dataset["fact"] = "train-loss";

  function toggle(): void {
    const { phase, epoch, target } = store.state;
    if (phase === "training") return void session.pause();
    if (epoch >= target) store.set({ target: Math.floor(epoch) + more });
    session.train();
  }

  train.addEventListener("click", toggle, { signal });
  step.addEventListener("click", () => void session.step(), { signal });
  reset.addEventListener("click", onReset, { signal });
  scope.addEventListener(
    "keydown",
    (event) => {
      const path = event.composedPath();
      const [target] = path;
      if (!(target instanceof Element) || event.key !== " " || event.repeat || train.disabled) return;
      // Pressed on the page itself or inside this playground, but not where a space means something else.
      const here = target === document.body || path.includes(frame);
      if (!here || target.closest("input, select, textarea, button, summary, a")) return;
      event.preventDefault();
      toggle();
    },
    { signal },
  );

  function describe({ phase, stage, epoch, target, busy, step: steps }: Readonly<State>): string {
    if (stage) return stage.count === undefined ? `${stage.text}…` : stage.text;
    if (phase === "opening") return "Opening…";
    if (phase === "dead") return "Stopped";
    if (phase === "training") return steps === 0 ? "Preparing the first step…" : "Training";
    if (busy) return "Working…";
    if (epoch >= target) return "Target reached";
    return steps === 0 ? "Ready" : "Paused";
  }

  store.watch(["phase", "busy", "stage", "epoch", "target", "step", "pending"], (now) => {
    const { phase, busy, stage, epoch, target, pending } = now;
    const training = phase === "training";
    const done = epoch >= target;
    setText(train, training ? "Pause" : done ? `Train ${more} more` : "Train");
    train.disabled = !training && (phase !== "idle" || busy);
    step.disabled = (phase !== "idle" && !training) || busy;
    reset.disabled = phase === "opening" || busy;
    setText(reset, pending ? "Apply and reset" : "Reset");
    const said = describe(now);
    setText(state, said);
    setText(stageCount, stage?.count === undefined ? "" : ` (${stage.count})`);
    bar.max = target;
    // Without a value the bar shows that something goes on, but not how far it is.
    const waiting = stage !== null || phase === "opening" || (training && now.step === 0);
    bar.setAttribute("aria-label", waiting ? said : "Epochs trained");
    if (waiting) bar.removeAttribute("value");
    else bar.value = Math.min(epoch, target);
    setText(
      facts.epoch,
      `${epoch < 10 && epoch % 1 ? epoch.toFixed(1) : Math.floor(epoch + 1e-6)} of ${count.format(target)}`,
    );
    setText(facts.step, count.format(now.step));
  });
  store.watch(["unfit"], (now) => setText(unfit, now.unfit ?? ""));
  store.watch(
    ["imagesPerSecond", "parameters", "trainingBytes"],
    ({ imagesPerSecond, parameters, trainingBytes }) => {
      setText(facts.speed, imagesPerSecond > 0 ? count.format(Math.round(imagesPerSecond)) : "–");
      setText(facts.parameters, parameters > 0 ? count.format(parameters) : "–");
      setText(
        memoryNote,
        trainingBytes < muchMemory
          ? ""
          : "Training may end for want of memory: a browser gives the engine 4 GiB at most. Choose fewer or narrower " +
              "layers, or a smaller batch.",
      );
      setText(facts.memory, trainingBytes > 0 ? `≈ ${mebibytes(trainingBytes)}` : "–");
    },
  );
  store.watch(["train", "test"], (now) => {
    [now.train, now.test].forEach((losses, i) => {
      setText(cells[i]![0]!, nats(losses?.reconstruction));
      setText(cells[i]![1]!, nats(losses?.kl));
      setText(cells[i]![2]!, nats(negativeElbo(losses) ?? undefined));
    });
  });
  store.watch(["dataset", "options"], ({ dataset, options }) => {
    marks.hidden = !dataset;
    if (!dataset) return;
    const { kind } = options.model.likelihood ?? { kind: "bernoulli" };
    if (kind !== "bernoulli") {
      return setText(
        marks,
        kind === "discretisedLogistic"
          ? "Reconstruction is what the 256 values of the pixels cost; other likelihoods have other scales."
          : "A Gaussian likelihood is a density: reconstruction may fall below 0. Other likelihoods have other scales.",
      );
    }
    const { meanPixel, entropyFloor } = dataset.references;
    setText(
      marks,
      `For scale: guessing each pixel’s mean costs ${nats(meanPixel)}; nothing gets below ${nats(entropyFloor)}, ` +
        "the entropy of the pixels.",
    );
  });
  store.watch(["device"], ({ device: taken }) => {
    device.hidden = !taken;
    if (!taken) return;
    const kind = taken.kind === "cpu" ? "CPU" : "WebGPU";
    device.replaceChildren(
      h("p", { class: "device-name" }, h("strong", {}, kind), ` ${taken.adapter}`),
      h("p", {}, taken.reason),
    );
  });

  return {
    destroy() {
      released.abort();
      panel.remove();
      figures.remove();
    },
  };
}

import { expect, test } from "./faults";

test("an element that is removed at any moment leaves no worker, no error and no promise behind", async ({
  page,
  playground,
}) => {
  const problems: string[] = [];
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  page.on("pageerror", (error) => problems.push(String(error)));
  await playground.open();
  const waiting = await page.evaluate(async () => {
    const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
    document.querySelector("vae-playground")!.remove();
    const asked = new Map<string, Promise<unknown>>();
    const images = {
      pixels: new Float32Array(640),
      shape: [10, 8, 8, 1] as [number, number, number, number],
    };
    const ready = (element: Element) => new Promise((resolve) => element.addEventListener("ready", resolve));
    const actions: Record<string, (element: HTMLElementTagNameMap["vae-playground"]) => Promise<unknown>> = {
      opening: () => wait(0),
      data: (element) => ready(element).then(() => void asked.set("data", element.setData(images))),
      training: (element) => ready(element).then(() => element.train()),
      step: (element) => ready(element).then(() => void asked.set("step", element.playground!.step())),
      saving: (element) =>
        ready(element).then(
          () =>
            void asked.set(
              "saving",
              element.vae!.save().catch(() => "ended"),
            ),
        ),
      statistics: (element) =>
        ready(element).then(
          () =>
            void asked.set(
              "statistics",
              element.vae!.statistics("train", 50).catch(() => "ended"),
            ),
        ),
      pausing: (element) =>
        ready(element).then(() => {
          element.train();
          asked.set("pausing", element.pause());
        }),
    };
    const waiting: string[] = [];
    for (const [name, act] of Object.entries(actions))
      for (const ms of name === "opening" ? [0, 1, 5, 20, 50, 100, 200, 400] : [0, 1, 10, 100]) {
        const element = document.createElement("vae-playground");
        document.body.append(element);
        await act(element);
        await wait(ms);
        element.remove();
        const settled = await Promise.race([Promise.allSettled(asked.values()), wait(5000).then(() => null)]);
        if (!settled) waiting.push(`${name} after ${ms} ms: ${[...asked.keys()].join()}`);
        asked.clear();
      }
    return waiting;
  });
  expect(waiting).toEqual([]);
  await expect.poll(() => page.workers().length).toBe(0);
  expect(problems).toEqual([]);
});

import { test as base, expect, type Worker as PageWorker } from "@playwright/test";
import { PlaygroundPage } from "../e2e/playground";

/** What a fault needs to get hold of, in a worker's global scope. */
interface Handles {
  memory?: WebAssembly.Memory;
  gpu?: GPUDevice;
}

/** Before a worker's own script: keeps what a fault is done to. */
const keepHandles = `
self.handles = {};
for (const name of ["instantiate", "instantiateStreaming"]) {
  const made = WebAssembly[name];
  WebAssembly[name] = async (...args) => {
    const result = await made.apply(WebAssembly, args);
    self.handles.memory = (result.instance ?? result).exports.memory;
    return result;
  };
}
if (self.GPUAdapter) {
  const { requestDevice } = GPUAdapter.prototype;
  GPUAdapter.prototype.requestDevice = async function (descriptor) {
    return (self.handles.gpu = await requestDevice.call(this, descriptor));
  };
}
`;

/** The page as a person has it, and its engine as a fault finds it. */
export class FaultyPage extends PlaygroundPage {
  async prepare(): Promise<void> {
    await this.page.addInitScript(() => {
      const engines: Worker[] = [];
      Object.assign(window, { engines });
      window.Worker = class extends Worker {
        constructor(url: string | URL, options?: WorkerOptions) {
          super(url, options);
          engines.push(this);
        }
      };
    });
    await this.page.route(/\/worker-[^/]*\.js$/, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: keepHandles + (await response.text()) });
    });
  }

  /** The engine's worker; nothing else that has one is on screen. */
  get engine(): PageWorker {
    return this.page.workers().at(-1)!;
  }

  /** Does something in the engine's worker, once it is not in the middle of something. */
  async inEngine(fault: (handles: Handles) => void): Promise<void> {
    await this.engine.evaluate(
      `setTimeout(() => (${fault.toString()})(self.handles)), undefined` as unknown as () => void,
    );
  }

  /** As the browser ends a worker: nobody is told. */
  async endEngine(): Promise<void> {
    await this.page.evaluate(() => (window as unknown as { engines: Worker[] }).engines.at(-1)!.terminate());
  }

  /** What a person would miss. */
  told() {
    return this.page.evaluate(() => {
      const { step, epoch, train, test, history, options, target } = window.vaePlayground.state;
      return { step, epoch, train, test, history, options, target };
    });
  }

  /** The model as it is has been kept. */
  async kept(): Promise<void> {
    await this.page.waitForFunction(() => {
      const { moment, step } = window.vaePlayground.state;
      return moment !== null && moment.step === step;
    });
  }

  /** Another one is kept, as from time to time while it trains. */
  async nextMoment(): Promise<void> {
    await this.page.evaluate(
      () =>
        new Promise<void>((resolve) =>
          window.vaePlayground.store.listen((changed) => changed.has("moment") && resolve()),
        ),
    );
  }

  /** A small network on the software GPU, which is slow. */
  async takeGpu(): Promise<void> {
    await this.set("Hidden widths", "8");
    await this.choose("WebGPU");
    await this.reset.click();
    await expect(this.page.locator(".device")).toContainText("WebGPU", slowly);
    await this.page.waitForFunction(() => window.vaePlayground.state.test !== null, undefined, slowly);
  }

  button(name: string | RegExp) {
    return this.page.getByRole("button", { name });
  }
}

/** How soon a person is to know. */
export const soon = { timeout: 5000 };
/** What the software GPU may take. */
export const slowly = { timeout: 120_000 };

export const test = base.extend<{ playground: FaultyPage }>({
  playground: async ({ page }, use) => {
    page.setDefaultTimeout(30_000);
    const playground = new FaultyPage(page);
    await playground.prepare();
    await use(playground);
  },
});

export { expect };

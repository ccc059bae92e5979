import { expect, test as base, type Locator, type Page } from "@playwright/test";
import { places, type Workspace } from "../../www/panels/list";

/** The page under test, in the terms of a person who uses it. */
export class PlaygroundPage {
  constructor(readonly page: Page) {}

  get train(): Locator {
    return this.page.getByRole("button", { name: /^Train( \d+ more)?$/ });
  }

  get pause(): Locator {
    return this.page.getByRole("button", { name: "Pause" });
  }

  get reset(): Locator {
    return this.page.getByRole("region", { name: "Run" }).getByRole("button", { name: /reset/i });
  }

  get alert(): Locator {
    return this.page.locator(".alerts");
  }

  field(label: string): Locator {
    // Another workspace's panels may have one of the same name.
    return this.page.getByLabel(label, { exact: true }).filter({ visible: true });
  }

  async open(): Promise<void> {
    await this.page.goto("./");
    await expect(this.train).toBeEnabled();
    await this.settled();
    // The last of the panels that come after the first views.
    await this.page.locator('[data-view="scene-vae"]').waitFor({ state: "attached" });
    await this.settled();
  }

  /** Nothing is under way, and the losses and the panels on screen are those of the last step. */
  async settled(): Promise<void> {
    await this.page.waitForFunction(() => {
      // A page that was just opened has loaded its first script alone.
      const { settled, stage, train = null, test = null } = window.vaePlayground?.state ?? {};
      return settled && stage === null && (train ?? test) !== null;
    });
  }

  /** A number that the page shows: step, epoch, speed, train-loss, test-loss. */
  async fact(name: string): Promise<number> {
    const text = (await this.page.locator(`[data-fact="${name}"]`).textContent()) ?? "";
    return parseFloat(text.replaceAll(",", "").replace("−", "-"));
  }

  async set(label: string, value: string): Promise<void> {
    await this.field(label).fill(value);
    await this.field(label).blur();
  }

  /** Opens or closes groups of settings. */
  async unfold(...names: string[]): Promise<void> {
    for (const name of names)
      await this.page.locator("details.more > summary").filter({ hasText: name }).click();
  }

  async choose(device: "Auto" | "CPU" | "WebGPU"): Promise<void> {
    await this.page.locator(".choices").getByText(device, { exact: true }).click();
  }

  get band(): Locator {
    return this.page.getByRole("navigation", { name: "The model" });
  }

  /** Goes to a workspace by the part of the model that bears its title. */
  async workspace(title: "Train" | "Encoder" | "Latent"): Promise<void> {
    const link = this.band.getByRole("link", { name: title });
    await link.click();
    await expect(link).toHaveAttribute("aria-current", "page");
  }

  async chooseSet(name: string): Promise<void> {
    const data = this.page.locator(".data-fold");
    if ((await data.getAttribute("open")) === null) await data.locator("> summary").click();
    await this.field("Data set").selectOption(name);
  }

  /** Loads the chosen data set. */
  async load(): Promise<void> {
    await this.page.getByRole("button", { name: "Load", exact: true }).click();
    await this.loaded();
  }

  /** What is being loaded has been, without a complaint, and the views show it. */
  async loaded(): Promise<void> {
    await expect(this.page.getByRole("progressbar", { name: "Loading" })).toBeHidden();
    await this.page.waitForFunction(() => {
      const { loading, settled, train, test } = window.vaePlayground.state;
      // Few images have no test split; many are not measured before they are trained on.
      return loading === null && settled && (train ?? test) !== null;
    });
    await expect(this.alert).toBeEmpty();
  }

  /** Trains until the target is reached. */
  async trainTo(epochs: number): Promise<void> {
    await this.set("Epochs", String(epochs));
    await this.train.click();
    await expect(this.page.getByText("Target reached")).toBeVisible({ timeout: 90_000 });
    await this.settled();
  }

  /** Brings a panel on screen, where it is kept up to date. */
  async look(view: string): Promise<void> {
    const card = this.page.locator(`[data-view="${view}"]`);
    const place = () => card.evaluate((element) => element.getBoundingClientRect().top + scrollY);
    // Those above it that were seen on the way fill, and push it on.
    for (let [before, stays] = [NaN, 0]; stays < 3;) {
      await card.scrollIntoViewIfNeeded();
      // That it is on screen is noticed after a frame.
      await this.page.evaluate(
        () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50))),
      );
      await this.settled();
      const now = await place();
      stays = now === before ? stays + 1 : 0;
      before = now;
    }
  }

  /** Goes to each workspace in turn, and has all of its panels seen: they have their words then. */
  async *workspaces(): AsyncGenerator<Workspace> {
    for (const name of new Set(Object.values(places).flat())) {
      await this.page.goto(`./#${name}`);
      await this.settled();
      for (const view of await this.page.locator(".views > [data-view]:visible").all())
        await this.look((await view.getAttribute("data-view"))!);
      yield name;
    }
  }

  /** What each canvas of the views shows, each looked at in the first workspace that has it. */
  async canvases(): Promise<string[]> {
    const found = new Map<string, string[]>();
    for (const title of ["Latent", "Train"] as const) {
      await this.workspace(title);
      for (const view of await this.page.locator(".views > [data-view]:visible").all()) {
        const name = (await view.getAttribute("data-view"))!;
        await this.look(name);
        const shown = await view.locator("canvas:not(.tip canvas):visible").evaluateAll((all) =>
          // Marks on top of a view are not the view.
          (all as HTMLCanvasElement[])
            .filter((canvas) => canvas.tabIndex < 0)
            .map((canvas) => canvas.toDataURL()),
        );
        found.set(name, shown);
      }
    }
    return [...found.values()].flat();
  }

  async hasSidewaysScroll(): Promise<boolean> {
    return this.page.evaluate(
      () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
    );
  }
}

/** A test that fails when the page reports an error on the console. */
export const test = base.extend<{ playground: PlaygroundPage }>({
  playground: async ({ page }, use) => {
    const problems: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error") problems.push(message.text());
    });
    page.on("pageerror", (error) => problems.push(String(error)));
    await use(new PlaygroundPage(page));
    expect(problems).toEqual([]);
  },
});

export { expect };

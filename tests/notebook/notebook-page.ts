import { readFileSync, statSync, writeFileSync } from "node:fs";
import { expect, test as base, type Locator, type Page } from "@playwright/test";
import { workspace } from "./servers";

export interface HostOptions {
  host: "lab" | "notebook";
}

/** A running kernel, as Jupyter's server tells. */
interface Session {
  id: string;
  path: string;
  kernel: { execution_state: string; connections: number };
}

const paths = { lab: "lab/tree/", notebook: "notebooks/" };

/** A notebook in JupyterLab or Notebook 7, in the terms of a person who uses it. */
export class NotebookPage {
  private file = "";

  constructor(
    readonly page: Page,
    private readonly host: HostOptions["host"],
    private readonly title: string,
  ) {}

  private get cells(): Locator {
    return this.page.locator(".jp-Notebook-cell");
  }

  /** The widget of a cell. */
  widget(cell = 0): Locator {
    return this.cells.nth(cell).locator(".vae-playground");
  }

  /** A number that the widget shows: step, epoch, speed, train-loss, test-loss. */
  async fact(name: string, cell = 0): Promise<number> {
    const text = (await this.widget(cell).locator(`[data-fact="${name}"]`).textContent()) ?? "";
    return parseFloat(text.replaceAll(",", ""));
  }

  output(cell: number): Locator {
    return this.cells.nth(cell).locator(".jp-Cell-outputArea");
  }

  /** What the widget says is wrong. */
  get alert(): Locator {
    return this.widget().locator(".alerts");
  }

  /** What a cell failed with. */
  errors(cell: number): Locator {
    return this.output(cell).locator(
      "[data-mime-type='application/vnd.jupyter.stderr'], .jp-RenderedText[data-mime-type='application/vnd.jupyter.error']",
    );
  }

  /** Opens a new notebook of these cells. */
  async open(...sources: string[]): Promise<void> {
    const cells = sources.map((source, i) => ({
      cell_type: "code",
      id: `cell-${i}`,
      source,
      metadata: {},
      outputs: [],
      execution_count: null,
    }));
    const kernelspec = { name: "python3", display_name: "Python 3", language: "python" };
    await this.openText(JSON.stringify({ cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 }));
  }

  /** Opens a copy of a notebook. */
  async openText(text: string): Promise<void> {
    const name = `${this.host}-${this.title.replace(/\W+/g, "-")}.ipynb`;
    this.file = `${workspace}/${name}`;
    writeFileSync(this.file, text);
    // Without the tabs of the test before.
    await this.page.goto(`${paths[this.host]}${name}?reset`);
    await this.loaded();
  }

  private async loaded(): Promise<void> {
    await expect(this.cells.first()).toBeVisible({ timeout: 60_000 });
    // A host that is still connecting to its kernel runs nothing, and says nothing.
    const kernels = async () => {
      const sessions: Session[] = await (await this.page.request.get("api/sessions")).json();
      return sessions.filter(({ path }) => this.file.endsWith(path)).map(({ kernel }) => kernel);
    };
    await expect.poll(kernels).toMatchObject([{ execution_state: "idle", connections: 1 }]);
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.loaded();
  }

  /** Runs a cell; resolves when it has begun. */
  async begin(cell: number): Promise<void> {
    const prompt = this.cells.nth(cell).locator(".jp-InputArea-prompt");
    const before = await prompt.textContent();
    await this.cells.nth(cell).locator(".cm-content").click();
    await this.page.keyboard.press("Control+Enter");
    await expect(prompt).not.toHaveText(before!);
  }

  /** Runs a cell; resolves when it is done. */
  async run(cell: number): Promise<void> {
    await this.begin(cell);
    await this.done(cell);
  }

  /** Resolves when a cell that was begun is done. */
  async done(cell: number): Promise<void> {
    const prompt = this.cells.nth(cell).locator(".jp-InputArea-prompt");
    await expect(prompt).toHaveText(/\[\d+\]/, { timeout: 120_000 });
  }

  /** What a cell printed, after it was run. */
  async result(cell: number): Promise<string> {
    await this.run(cell);
    return (await this.output(cell).innerText()).trim();
  }

  async save(): Promise<void> {
    const before = statSync(this.file).mtimeMs;
    await this.page.keyboard.press("Control+s");
    // It is written in place: its time changes before it is whole.
    await expect(() => {
      expect(statSync(this.file).mtimeMs).toBeGreaterThan(before);
      this.saved();
    }).toPass({ timeout: 15_000 });
  }

  saved(): { text: string; notebook: any } {
    const text = readFileSync(this.file, "utf8");
    return { text, notebook: JSON.parse(text) };
  }

  async restartKernel(): Promise<void> {
    await this.cells.nth(0).locator(".jp-InputArea-prompt").click();
    await this.page.keyboard.press("0");
    await this.page.keyboard.press("0");
    await this.page.getByRole("dialog").getByRole("button", { name: "Confirm Kernel Restart" }).click();
    await this.loaded();
  }
}

/** Ends the kernels that a test has started. */
async function endKernels(page: Page): Promise<void> {
  const sessions: Session[] = await (await page.request.get("api/sessions")).json();
  const { value } = (await page.context().cookies()).find(({ name }) => name === "_xsrf") ?? { value: "" };
  for (const { id } of sessions) {
    await page.request.delete(`api/sessions/${id}`, { headers: { "X-XSRFToken": value } });
  }
}

export const test = base.extend<HostOptions & { notebook: NotebookPage }>({
  host: ["lab", { option: true }],
  notebook: async ({ page, host }, use, { title }) => {
    const notebook = new NotebookPage(page, host, title);
    await use(notebook);
    await endKernels(page);
  },
});

export { expect };

/** The widget on scikit-learn's digits. */
export const digits = `
from sklearn.datasets import load_digits
from vae_playground import VaePlayground
digits = load_digits()
w = VaePlayground(digits.images / 16, digits.target, name="Digits")
w`.trim();

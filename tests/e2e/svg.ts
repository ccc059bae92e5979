import type { Page } from "@playwright/test";

/** What an SVG file says, and of how many points each line of a chart is; read by a blank page, where no policy forbids to. */
export async function readSvg(page: Page, source: string): Promise<{ text: string[]; points: number[] }> {
  const blank = await page.context().newPage();
  const read = await blank.evaluate((svg) => {
    const document = new DOMParser().parseFromString(svg, "image/svg+xml");
    const lines = [...document.querySelectorAll("[clip-path] > path[stroke]")];
    return {
      text: [...document.querySelectorAll("text")].map(({ textContent }) => textContent),
      points: lines.map((line) => line.getAttribute("d")!.match(/[ML]/g)!.length),
    };
  }, source);
  await blank.close();
  return read;
}

import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { expect, test } from "./faults";

const types: Record<string, string> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
};

/** The site from a server whose line can be made to break at half of the next module. */
async function serveSite() {
  let cuts = 0;
  const server = createServer((request, response) => {
    const path = new URL(request.url!, "http://localhost").pathname;
    const file = join("dist", path.endsWith("/") ? `${path}index.html` : path);
    const size = statSync(file, { throwIfNoEntry: false })?.size;
    if (size === undefined) return void response.writeHead(404).end();
    const type = types[extname(file)] ?? "application/octet-stream";
    response.writeHead(200, { "Content-Type": type, "Content-Length": size });
    if (cuts === 0 || extname(file) !== ".wasm") return void createReadStream(file).pipe(response);
    cuts -= 1;
    createReadStream(file, { end: Math.floor(size / 2) })
      .on("end", () => request.socket.destroy())
      .pipe(response, { end: false });
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}/`,
    cut: (times: number) => (cuts = times),
    close: () => server.close(),
  };
}

test("a line that breaks at half of the GPU's module is told, the model on the CPU stays, and a second try goes on", async ({
  playground,
}) => {
  test.setTimeout(240_000);
  const site = await serveSite();
  try {
    await playground.page.goto(site.url);
    await expect(playground.train).toBeEnabled();
    await playground.settled();
    await playground.set("Hidden widths", "8");
    await playground.reset.click();
    await playground.settled();
    await playground.trainTo(2);
    const before = await playground.told();
    site.cut(1);
    await playground.choose("WebGPU");
    await playground.reset.click();
    await expect(playground.alert).toContainText(
      /The engine could not be downloaded: .*\. The model on the CPU stays as it was\./,
    );
    expect(await playground.told()).toEqual(before);
    await playground.button("Try again").click();
    await expect(playground.page.locator(".device")).toContainText("WebGPU", { timeout: 60_000 });
    await expect(playground.alert).toBeEmpty();
  } finally {
    site.close();
  }
});

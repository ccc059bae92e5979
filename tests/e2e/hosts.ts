import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { preview } from "vite";

/** The code blocks of a page of the documentation that have a file name, by that name. */
export function examples(path: string): Map<string, string> {
  const blocks = readFileSync(path, "utf8").matchAll(/^```\w+ (\S+)\n([\s\S]*?)^```$/gm);
  return new Map(Array.from(blocks, ([, name, text]) => [name!, text!]));
}

/** One of them, which has to be there. */
export function example(path: string, name: string): string {
  const text = examples(path).get(name);
  if (text === undefined) throw new Error(`${path} has no example called ${name}`);
  return text;
}

/** A folder for the time of some tests. */
export function temporaryFolder() {
  const path = mkdtempSync(join(tmpdir(), "vae-playground-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Serves a folder's files below `base`, as any static server does. */
export async function serve(folder: string, base = "/", headers: Record<string, string> = {}) {
  const server = await preview({
    configFile: false,
    root: resolve(folder),
    base,
    appType: "mpa",
    logLevel: "error",
    build: { outDir: resolve(folder) },
    preview: { port: 0, host: "127.0.0.1", headers },
  });
  return { url: server.resolvedUrls!.local[0]!, close: () => server.close() };
}

/** What `dist/_headers` says of all files. */
export function shippedHeaders(): Record<string, string> {
  const [, block] = /^\/\*\n((?: .*\n)+)/m.exec(readFileSync("dist/_headers", "utf8"))!;
  return Object.fromEntries(
    block!
      .trim()
      .split("\n")
      .map((line) => line.trim().split(/:\s*(.*)/s) as [string, string]),
  );
}

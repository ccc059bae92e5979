// A cold start: a browser of its own, so no cache is warm and its memory is one engine's.
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";
import { launch } from "./chromium.mjs";

const compress = { gzip: promisify(gzip), brotli: promisify(brotliCompress) };

/** Peak resident bytes of a process so far (Linux). */
async function peakBytes(pid) {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)[1]) * 1024;
}

/** Peak resident memory of the page's process, and of the GPU process for what lives there. */
async function peakMemory(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  const peaks = async (type) =>
    Promise.all(processInfo.filter((each) => each.type === type).map(({ id }) => peakBytes(id)));
  // A browser keeps a spare renderer; the page's is the largest.
  return { page: Math.max(...(await peaks("renderer"))), gpu: Math.max(...(await peaks("GPU"))) };
}

/** Time from navigation to the first step's end, memory after more steps, and the files fetched. */
export async function coldStart(url, name, workload) {
  const browser = await launch(["--enable-unsafe-webgpu"]);
  try {
    const page = await browser.newPage();
    const blank = await peakMemory(browser);
    const fetched = new Set();
    page.on("request", (request) => fetched.add(new URL(request.url()).pathname));
    const query = new URLSearchParams({ engine: name, workload: JSON.stringify(workload) });
    await page.goto(`${url}?${query}`);
    const { ms } = await page.evaluate(() => window.cold);
    await page.evaluate(([name, n]) => window.bench.run(name, n), [name, workload.schedule.chunk]);
    const peak = await peakMemory(browser);
    const gpu = name.endsWith("webgpu") ? peak.gpu - blank.gpu : 0;
    return { ms, memory: { page: peak.page - blank.page, gpu }, files: [...fetched].filter(isEngine).sort() };
  } catch (error) {
    return { error: error.message };
  } finally {
    await browser.close();
  }
}

/** Scripts and modules of the worker: not the page, which drives every engine, and not the inputs. */
function isEngine(path) {
  return path.startsWith("/assets/") && !/\/(index|page|chart|modulepreload)[^/]*\.js$/.test(path);
}

/** Bytes of an engine's files as they are, and compressed as a server would. */
export async function downloadSize(site, files) {
  const size = { raw: 0, gzip: 0, brotli: 0 };
  for (const file of files) {
    const content = await readFile(`${site}${file}`);
    size.raw += content.length;
    size.gzip += (await compress.gzip(content, { level: 9 })).length;
    size.brotli += (await compress.brotli(content)).length;
  }
  return size;
}

import { expect, test } from "vitest";
import { ownScript } from "./trusted-types";

const page = "https://example.org/some/path/?now=1#train";

test("scripts of the build are let through", () => {
  for (const path of ["assets/worker-Ab_1-.js", "sw.js"])
    for (const address of [`./${path}`, `https://example.org/some/path/${path}`])
      expect(ownScript(address, page)).toBe(`https://example.org/some/path/${path}`);
});

test("no other address is", () => {
  for (const address of [
    "https://elsewhere.org/some/path/assets/worker-1.js",
    "https://example.org/assets/worker-1.js",
    "./assets/../../evil.js",
    "assets/deeper/worker.js",
    "assets/worker.js?x",
    "blob:https://example.org/1",
    "data:text/javascript,1",
    "javascript:1",
    "index.html",
  ])
    expect(() => ownScript(address, page)).toThrow("No script of this site");
});

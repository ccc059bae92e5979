import { expect, test } from "vitest";
import { locales } from "./locales";

/** All of www but the text itself, the tests and what is built from Rust, by paths below www. */
const sources = Object.fromEntries(
  Object.entries(
    import.meta.glob<string>(["../**/*.ts", "!../**/*.test.ts", "!../pkg/**"], {
      query: "?raw",
      import: "default",
      eager: true,
    }),
  ).map(([path, source]) => [new URL(path, "file:///text/").pathname.slice(1), source]),
);
const outside = Object.entries(sources).filter(([path]) => !path.startsWith("text/"));
const filesWith = (pattern: RegExp) =>
  outside.filter(([, source]) => pattern.test(source)).map(([path]) => path);

/** The files that a script of the site carries, that one included; types are no part of it. */
function carriedBy(start: string): Set<string> {
  const found = new Set<string>();
  const follow = (path: string) => {
    if (found.has(path)) return;
    found.add(path);
    for (const [, from] of sources[path]!.matchAll(/^(?:import|export) (?!type)[^;]*?"([.#][^"]+)"/gm)) {
      const next = from!.startsWith("#languages/")
        ? from!.replace("#languages", "text/loaded")
        : new URL(from!, `file:///${path}`).pathname.slice(1);
      for (const file of [`${next}.ts`, `${next}/index.ts`]) if (sources[file] !== undefined) follow(file);
    }
  };
  follow(start);
  return found;
}

test("only the text names a language", () => {
  expect(filesWith(/(NumberFormat|toLocale\w+)\(\s*["']/)).toEqual([]);
});

test("what begins like a sentence stands in the text", () => {
  // What begins with a value, as in `${name} is no list.`, is not looked for.
  expect(filesWith(/^(?!\s*(?:\/\/|\/?\*)).*["`][A-Z][a-z]+ [a-z]/m)).toEqual([
    // To the console.
    "assets/files/trusted-types.ts",
    // Comments in a Python program.
    "export/torch.ts",
    // To the console.
    "hosts/site/page.ts",
  ]);
});

test("what the page begins with carries none of what later panels say", () => {
  for (const language of locales) {
    const atFirst = carriedBy(`text/${language}.ts`);
    const later = carriedBy(`text/${language}/later.ts`);
    expect(later).toContain(`text/${language}/classify.ts`);
    expect(atFirst).not.toContain(`text/${language}/classify.ts`);
    expect(atFirst).toContain(`text/${language}/panels.ts`);
  }
});

test("the site's scripts carry no language", () => {
  const ofLanguages = (start: string) =>
    [...carriedBy(start)].filter((path) => /^text\/\w\w[./]/.test(path)).toSorted();
  expect(ofLanguages("hosts/site/main.ts")).toEqual([]);
  expect(ofLanguages("hosts/site/page.ts")).toEqual([]);
  // That its text is asked for at all.
  expect(carriedBy("hosts/site/page.ts")).toContain("text/loaded/later.ts");
});

test("what is said later is there before a script that says it", () => {
  const loads = [
    ["later", "loadLater()"],
    ["guide", "loadGuide()"],
  ] as const;
  /** Scripts that load others, what these say, and whether it is loaded before. */
  const found = outside.flatMap(([path, source]) =>
    Array.from(source.matchAll(/import\("(\.[^"]+)"\)/g), ([, from]) => {
      const next = new URL(from!, `file:///${path}`).pathname.slice(1);
      const start = [`${next}.ts`, `${next}/index.ts`].find((file) => sources[file] !== undefined);
      const carried = start === undefined ? new Set() : carriedBy(start);
      const said = loads.filter(([part]) => carried.has(`text/${part}.ts`));
      return said.map(([part, load]) => ({ path, next, part, before: source.includes(load) }));
    }).flat(),
  );
  expect(found.map(({ part }) => part)).toEqual(expect.arrayContaining(["later", "guide"]));
  expect(found.filter(({ before }) => !before)).toEqual([]);
});

test("workers carry none of the text but their own", () => {
  const names = ["assets", "format", "locale", "locales", "worker"].concat(
    locales.flatMap((locale) => [`${locale}/assets`, `${locale}/stored`, `${locale}/worker`]),
  );
  const own = names.map((name) => `text/${name}.ts`);
  const assets = ["files", "inlined", "notebook"].map((kind) => `assets/${kind}/worker.ts`);
  for (const start of ["engine/worker.ts", "data/worker.ts", ...assets]) {
    const carried = [...carriedBy(start)].filter((path) => path.startsWith("text/"));
    expect(carried.filter((path) => !own.includes(path))).toEqual([]);
  }
  // That imports are followed at all.
  expect(carriedBy("data/worker.ts")).toContain("text/en/worker.ts");
  expect(carriedBy("engine/client.ts")).toContain("text/loaded/page.ts");
});

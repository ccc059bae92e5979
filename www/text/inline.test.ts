import { expect, test } from "vitest";

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

/** The files that a script carries, that one included; types are no part of it. */
function carriedBy(start: string): Set<string> {
  const found = new Set<string>();
  const follow = (path: string) => {
    if (found.has(path)) return;
    found.add(path);
    for (const [, from] of sources[path]!.matchAll(/^(?:import|export) (?!type)[^;]*?"(\.[^"]+)"/gm)) {
      const next = new URL(from!, `file:///${path}`).pathname.slice(1);
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
    // As small as can be, since it is saved with each notebook.
    "hosts/notebook/bootstrap.ts",
    // To the console.
    "hosts/site/main.ts",
    "hosts/site/trusted-types.ts",
  ]);
});

test("what the page begins with carries none of what later panels say", () => {
  const atFirst = carriedBy("text/index.ts");
  const later = [...carriedBy("text/later.ts")].filter((path) => !atFirst.has(path));
  expect(later).toContain("text/en/classify.ts");
  const carried = carriedBy("hosts/site/main.ts");
  expect(carried).toContain("text/en/panels.ts");
  expect(later.filter((path) => carried.has(path))).toEqual([]);
});

test("workers carry none of the text but their own", () => {
  const names = ["assets", "en/assets", "en/worker", "format", "locale", "worker"];
  const own = names.map((name) => `text/${name}.ts`);
  const assets = ["files", "inlined", "notebook"].map((kind) => `assets/${kind}/worker.ts`);
  for (const start of ["engine/worker.ts", "data/worker.ts", ...assets]) {
    const carried = [...carriedBy(start)].filter((path) => path.startsWith("text/"));
    expect(carried.filter((path) => !own.includes(path))).toEqual([]);
  }
  // That imports are followed at all.
  expect(carriedBy("data/worker.ts")).toContain("text/en/worker.ts");
  expect(carriedBy("engine/client.ts")).toContain("text/en/panels.ts");
});

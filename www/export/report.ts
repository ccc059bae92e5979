import type { Losses, SessionOptions } from "../engine/protocol";
import { locale } from "../text/locale";
import { tags } from "../text/locales";
import { text } from "../text/later";

const words = text.report;

/** A picture of a view, with what it is. */
export interface Figure {
  title: string;
  caption: string;
  /** An address that holds it. */
  picture: string;
}

/** What a report tells of a run. */
export interface Reported {
  set: string;
  when: Date;
  /** Names and values, one below the other. */
  facts: readonly (readonly [name: string, value: string])[];
  losses: Partial<Record<"train" | "test", Losses | null>>;
  options: SessionOptions;
  figures: readonly Figure[];
  curves: string;
}

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const safe = (said: string) => said.replaceAll(/[&<>"]/g, (letter) => escapes[letter]!);

/** Every setting by its path, as the engine has it. */
export function flat(value: unknown, path = ""): [name: string, value: string][] {
  if (Array.isArray(value)) return [[path, value.join(", ") || "–"]];
  if (typeof value !== "object" || value === null) return [[path, String(value)]];
  return Object.entries(value).flatMap(([name, inner]) => flat(inner, path ? `${path}.${name}` : name));
}

const rows = (pairs: readonly (readonly string[])[]) =>
  pairs
    .map(([first, ...cells]) => {
      const others = cells.map((cell) => `<td>${safe(cell)}</td>`).join("");
      return `<tr><th scope="row">${safe(first!)}</th>${others}</tr>`;
    })
    .join("\n");

const style = `
  :root { color-scheme: light dark; font-family: system-ui, sans-serif; line-height: 1.5; }
  body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
  table { border-collapse: collapse; }
  th, td { padding: 0.15rem 1rem 0.15rem 0; text-align: start; vertical-align: top; font-weight: normal; }
  td { font-variant-numeric: tabular-nums; }
  .settings { columns: 20rem; }
  figure { margin: 1.5rem 0; break-inside: avoid; }
  img { max-width: 100%; border: 1px solid #8884; }
  figcaption, .made { color: #808080; font-size: 0.9rem; max-width: 70ch; }
  pre { overflow: auto; max-height: 20rem; font-size: 0.8rem; }`;

/** A run on one page that can be opened anywhere, also without a network: nothing in it is fetched, and nothing runs. */
export function reportPage({ set, when, facts, losses, options, figures, curves }: Reported): Blob {
  const title = safe(words.title(set));
  const splits = (["train", "test"] as const).flatMap((split) => {
    const of = losses[split];
    if (!of) return [];
    return [[words.split[split], ...[of.reconstruction, of.kl, of.reconstruction + of.kl].map(words.loss)]];
  });
  const head = words.columns.map((name) => `<th scope="col">${safe(name)}</th>`).join("");
  const drawn = figures.map(
    ({ title, caption, picture }) => `<figure>
<h3>${safe(title)}</h3>
<img src="${safe(picture)}" alt="${safe(title)}">
<figcaption>${safe(caption)}</figcaption>
</figure>`,
  );
  const page = `<!doctype html>
<html lang="${tags[locale]}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${style}
</style>
</head>
<body>
<h1>${title}</h1>
<p class="made">${safe(words.made(when.toLocaleString(locale)))}</p>
<h2>${words.run}</h2>
<table>${rows(facts)}</table>
<h2>${words.losses}</h2>
<table><thead><tr>${head}</tr></thead><tbody>${rows(splits)}</tbody></table>
<h2>${words.figures}</h2>
${drawn.join("\n")}
<h2>${words.settings}</h2>
<div class="settings"><table>${rows(flat(options))}</table></div>
<details><summary>${words.whole}</summary><pre>${safe(JSON.stringify(options, null, 2))}</pre></details>
<details><summary>${words.curves}</summary><pre>${safe(curves)}</pre></details>
</body>
</html>
`;
  return new Blob([page], { type: "text/html" });
}

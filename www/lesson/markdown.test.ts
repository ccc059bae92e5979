// @vitest-environment jsdom
import { expect, test } from "vitest";
import { paragraphs } from "./markdown";

const written = (text: string) => paragraphs(text).map((paragraph) => paragraph.outerHTML);

test("paragraphs, strong, emphasis, code and links become elements", () => {
  expect(written("One *two* **three**\nfour.\n\n`a * b * c` is code.")).toEqual([
    "<p>One <em>two</em> <strong>three</strong> four.</p>",
    "<p><code>a * b * c</code> is code.</p>",
  ]);
  expect(written("[here](#latent) and [there](https://example.org/a_b)")).toEqual([
    '<p><a href="#latent" rel="noreferrer">here</a> and ' +
      '<a href="https://example.org/a_b" rel="noreferrer" target="_blank">there</a></p>',
  ]);
});

test("nothing else becomes more than a text", () => {
  for (const text of ["<b>bold</b>", "2 * 3 = 6", "[x](javascript:alert(1))", "a ** b", "`open"]) {
    const [paragraph] = paragraphs(text);
    expect(paragraph!.textContent).toBe(text);
    expect(paragraph!.childElementCount).toBe(0);
  }
});

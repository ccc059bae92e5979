import { h } from "../dom";

/** What stands in a paragraph, the first of which that matches wins; a link leads to an address of the web, or on this page. */
const parts = /`([^`]+)`|\*\*([^*]+)\*\*|\*([^*]+)\*|\[([^\]]+)\]\(((?:https?:\/\/|#|\.{0,2}\/)[^\s)]+)\)/g;

function inline(text: string): (Node | string)[] {
  const nodes: (Node | string)[] = [];
  let end = 0;
  for (const found of text.matchAll(parts)) {
    const [all, code, strong, emphasis, label, href] = found;
    nodes.push(text.slice(end, found.index));
    end = found.index + all.length;
    if (code !== undefined) nodes.push(h("code", {}, code));
    else if (strong !== undefined) nodes.push(h("strong", {}, strong));
    else if (emphasis !== undefined) nodes.push(h("em", {}, emphasis));
    else
      nodes.push(h("a", { href, rel: "noreferrer", target: href!.startsWith("http") && "_blank" }, label!));
  }
  return [...nodes, text.slice(end)];
}

/**
 * Light Markdown as elements: paragraphs, **strong**, *emphasis*, `code` and links. Libraries give HTML as a text, which
 * the site's policy of trusted types keeps out of a page.
 */
export const paragraphs = (text: string): HTMLElement[] =>
  text
    .split(/\n{2,}/)
    .filter((paragraph) => paragraph.trim() !== "")
    .map((paragraph) => h("p", {}, ...inline(paragraph.replaceAll("\n", " "))));

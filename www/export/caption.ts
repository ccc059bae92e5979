/** Below a picture: a line's height, and its letters', in pixels. */
export const captionLine = 18;
const letters = 12;
const edge = 12;
const namespace = "http://www.w3.org/2000/svg";

/** An SVG document with lines of words below it. Made of text: the page's policy lets nothing be parsed. */
export async function captionedSvg(picture: Blob, lines: readonly string[]): Promise<Blob> {
  const document = await picture.text();
  const [root] = /<svg[^>]*>/.exec(document)!;
  const given = (name: string) => new RegExp(` ${name}="([^"]*)"`).exec(root)?.[1];
  const [width, height] = [parseFloat(given("width")!), parseFloat(given("height")!)];
  const [left, top, across, down] = (given("viewBox") ?? `0 0 ${width} ${height}`)
    .split(/[\s,]+/)
    .map(Number) as [number, number, number, number];
  // A picture in units of its own is as large as its box says.
  const unit = down / height;
  const room = lines.length * captionLine;
  const box = `width="${width}" height="${height + room}" viewBox="${[left, top, across, down + room * unit].join(" ")}"`;
  const larger = root.replaceAll(/ (width|height|viewBox)="[^"]*"/g, "").replace("<svg", `<svg ${box}`);
  const words = lines.map((line, i) => {
    const text = window.document.createElementNS(namespace, "text");
    text.setAttribute("x", String(left + edge * unit));
    text.setAttribute("y", String(top + down + (i + 0.7) * captionLine * unit));
    text.setAttribute("font-size", String(letters * unit));
    text.setAttribute("font-family", "system-ui, sans-serif");
    text.setAttribute("fill", "#808080");
    text.textContent = line;
    return new XMLSerializer().serializeToString(text);
  });
  const captioned = document.replace(root, larger).replace(/<\/svg>\s*$/, `${words.join("")}</svg>`);
  return new Blob([captioned], { type: "image/svg+xml" });
}

/** The bytes as an address that holds them. */
export function dataUrl(content: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(reader.result as string));
    reader.addEventListener("error", () => reject(reader.error!));
    reader.readAsDataURL(content);
  });
}

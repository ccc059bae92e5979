import { h } from "../dom";

/** Pixels of a module, and modules of the quiet zone that the standard asks for. */
const [side, quiet] = [4, 4];

/** A text as a QR code, dark on light in either theme, as scanners want it. Rejected where the text is too long for one. */
export async function drawCode(text: string, label: string): Promise<HTMLCanvasElement> {
  const { encode } = await import("uqr");
  const { data, size } = encode(text, { ecc: "L", border: quiet });
  const canvas = h("canvas", { width: size * side, height: size * side, role: "img", "aria-label": label });
  const context = canvas.getContext("2d")!;
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = "#000";
  data.forEach((row, y) => {
    row.forEach((dark, x) => dark && context.fillRect(x * side, y * side, side, side));
  });
  return canvas;
}

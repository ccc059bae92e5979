import { readFileSync } from "node:fs";
import { expect, test } from "./playground";
import { readSvg } from "./svg";

test("the model of the settings is drawn before it is applied, and changes both ways", async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open();
  await playground.set("Hidden widths", "32, 16");
  await playground.band.getByRole("link", { name: "Encoder" }).click();
  await playground.look("structure");
  const card = page.getByRole("figure", { name: "Structure" });
  await expect(card.getByRole("status")).toContainText("Not applied yet");
  // 64 * 32 + 32, 32 * 16 + 16, 16 * 4 + 4, and back: 2 * 16 + 16, 16 * 32 + 32, 32 * 64 + 64.
  const count = 2080 + 528 + 68 + 48 + 544 + 2112;
  await expect(card.getByRole("status")).toContainText(`${count.toLocaleString("en")} parameters`);
  await expect(card.getByRole("img")).toHaveAccessibleName(/Image 8 × 8 × 1, Encoder 1 32, Encoder 2 16/);
  await card.getByText("As a table").click();
  await expect(card.getByRole("row", { name: /^Encoder 1 Dense/ })).toContainText("2,080");

  // From here to the form.
  await card.getByRole("button", { name: "Add a layer: Encoder, hidden widths" }).click();
  await card.getByRole("textbox", { name: "Width of encoder layer 3" }).fill("8");
  await card.getByRole("textbox", { name: "Width of encoder layer 3" }).press("Enter");
  await card.getByRole("textbox", { name: "Width of encoder layer 3" }).blur();
  await expect(card.getByRole("img")).toHaveAccessibleName(/Encoder 3 8, .*Decoder 1 8/);
  await card.getByRole("button", { name: "Remove encoder layer 1" }).click();
  await card.getByRole("button", { name: "Add a layer: Convolutions, channels" }).click();
  await expect(card.getByRole("img")).toHaveAccessibleName(/Encoder 1 4 × 4 × 16, Encoder 2 16/);
  await playground.workspace("Train");
  await expect(playground.field("Hidden widths")).toHaveValue("16, 8");

  // Beside the form, and each block leads to the field that says how large it is.
  await playground.look("structure");
  const drawing = card.getByRole("img");
  const press = async (part: number) => {
    const { width } = (await drawing.boundingBox())!;
    // Image, convolution, two dense layers, the head, z, and back: 11 parts of one width.
    await drawing.click({ position: { x: ((part + 0.5) / 11) * width, y: 80 } });
  };
  await press(1);
  await expect(card.getByRole("textbox", { name: "Width of convolution 1" })).toBeFocused();
  await page.keyboard.type("8");
  await page.keyboard.press("Enter");
  await expect(drawing).toHaveAccessibleName(/Encoder 1 4 × 4 × 8/);
  await playground.unfold("Network");
  await expect(playground.field("Channels")).toHaveValue("8");
  await press(5);
  await expect(card.getByRole("spinbutton", { name: "Size of z" })).toBeFocused();
  await playground.set("Channels", "16");
  await playground.look("structure");
  await expect(drawing).toHaveAccessibleName(/Encoder 1 4 × 4 × 16/);

  await playground.reset.click();
  await playground.settled();
  const { encoder, channels, parameters } = await page.evaluate(() => {
    const { vae } = window.vaePlayground;
    return { ...vae!.options.model, parameters: vae!.parameters };
  });
  expect({ encoder, channels }).toEqual({ encoder: [16, 8], channels: [16] });
  await playground.band.getByRole("link", { name: "Encoder" }).click();
  await playground.look("structure");
  await expect(card.getByRole("status")).toContainText("This is the model in force.");
  await expect(card.getByRole("status")).toContainText(`${parameters.toLocaleString("en")} parameters`);
});

test("a model that does not fit the images says so, and the drawing is saved as SVG and PNG", async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open();
  await playground.band.getByRole("link", { name: "Decoder" }).click();
  await playground.look("structure");
  const card = page.getByRole("figure", { name: "Structure" });
  const add = card.getByRole("button", { name: "Add a layer: Convolutions, channels" });
  const file = async (name: string) => {
    await card.locator(".save > summary").click();
    const download = page.waitForEvent("download");
    await card.getByRole("button", { name }).click();
    return readFileSync((await (await download).path())!);
  };
  const svg = (await file("Drawing (SVG)")).toString();
  const { text: texts } = await readSvg(page, svg);
  expect(texts).toEqual(expect.arrayContaining(["Image", "Encoder 1", "z", "Decoder 3", "8 × 8 × 1"]));
  const png = await file("Drawing (PNG)");
  const colours = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.width, image.height];
    const context = canvas.getContext("2d")!;
    context.drawImage(image, 0, 0);
    return new Set(new Uint32Array(context.getImageData(0, 0, image.width, image.height).data.buffer)).size;
  }, png.toString("base64"));
  expect(colours).toBeGreaterThan(20);

  // Images of 8 pixels can be halved three times.
  for (let layers = 0; layers < 4; layers++) await add.click();
  await expect(card.getByRole("status")).not.toContainText("parameters");
  await card.getByRole("button", { name: "Remove convolution 4" }).click();
  await expect(card.getByRole("status")).toContainText("Not applied yet");
});

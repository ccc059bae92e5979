import type { Page } from "@playwright/test";
import { launchOptions } from "../../benches/browser/chromium.mjs";
import { expect, test, type PlaygroundPage } from "./playground";

// A camera that shows a test picture; whether it may be used is the browser's to say, as ever.
test.use({ launchOptions: launchOptions(["--use-fake-device-for-media-stream"]) });

interface Upload {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

const card = ({ page }: PlaygroundPage, name: string) => page.locator(`[data-view="${name}"]`);
const status = (playground: PlaygroundPage) => card(playground, "scene").getByRole("status");
const sceneOf = (page: Page) =>
  page.evaluate(() => {
    const { scene } = window.vaePlayground.state;
    return scene && { ...scene, shape: [...scene.shape], pixels: [...scene.pixels.subarray(0, 3)] };
  });

async function detect(playground: PlaygroundPage): Promise<void> {
  await playground.open();
  await playground.band.getByRole("link", { name: "Detect" }).click();
  await expect(status(playground)).toHaveText("No scene yet.");
  await playground.field("Source").selectOption("My picture or video");
}

/** A picture of red with a white square, made by the browser itself. */
async function picture(page: Page, type: string, width: number, height: number): Promise<Buffer> {
  const base64 = await page.evaluate(
    ([type, width, height]) => {
      const canvas = Object.assign(document.createElement("canvas"), { width, height });
      const context = canvas.getContext("2d")!;
      context.fillStyle = "#ff0000";
      context.fillRect(0, 0, width, height);
      context.fillStyle = "#ffffff";
      context.fillRect(width / 2, height / 2, width / 4, height / 4);
      return canvas.toDataURL(type).split(",")[1]!;
    },
    [type, width, height] as const,
  );
  return Buffer.from(base64, "base64");
}

/** A recording of a square that moves, or of sound alone, made by the browser itself; it does not know how long it is. */
async function recording(page: Page, size: [width: number, height: number] | null): Promise<Upload> {
  const base64 = await page.evaluate(async (size) => {
    let stream: MediaStream;
    let end = () => {};
    if (size) {
      const [width, height] = size;
      const canvas = Object.assign(document.createElement("canvas"), { width, height });
      const context = canvas.getContext("2d")!;
      let frame = 0;
      const draw = () => {
        context.fillStyle = "#000";
        context.fillRect(0, 0, width, height);
        context.fillStyle = "#fff";
        context.fillRect(((frame++ * width) / 40) % width, height / 4, width / 4, height / 2);
      };
      draw();
      const timer = setInterval(draw, 40);
      end = () => clearInterval(timer);
      stream = canvas.captureStream(25);
    } else {
      const audio = new AudioContext();
      const destination = audio.createMediaStreamDestination();
      const tone = new OscillatorNode(audio);
      tone.connect(destination);
      tone.start();
      end = () => void audio.close();
      stream = destination.stream;
    }
    const recorder = new MediaRecorder(stream, { mimeType: size ? "video/webm;codecs=vp8" : "audio/webm" });
    const parts: Blob[] = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    const stopped = new Promise((resolve) => (recorder.onstop = resolve));
    recorder.start(100);
    // Large frames take an idle machine half a second each, and a busy one longer.
    for (
      let waited = 0;
      waited < 1500 || (waited < 20_000 && !parts.some(({ size }) => size > 0));
      waited += 100
    )
      await new Promise((resolve) => setTimeout(resolve, 100));
    recorder.stop();
    await stopped;
    end();
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    let text = "";
    for (const byte of bytes) text += String.fromCharCode(byte);
    return btoa(text);
  }, size);
  return { name: "moving.webm", mimeType: "video/webm", buffer: Buffer.from(base64, "base64") };
}

async function upload({ page }: PlaygroundPage, file: Upload): Promise<void> {
  await page.getByLabel("Picture or video", { exact: true }).setInputFiles(file);
}

test("pictures are read as they are, large ones are made smaller, and no file breaks the page", async ({
  playground,
}) => {
  await detect(playground);
  const { page } = playground;
  await upload(playground, {
    name: "red.png",
    mimeType: "image/png",
    buffer: await picture(page, "image/png", 40, 20),
  });
  await expect(status(playground)).toHaveText("red.png, 40 × 20 pixels");
  expect(await sceneOf(page)).toMatchObject({ shape: [20, 40, 3], pixels: [1, 0, 0], seconds: null });

  await upload(playground, {
    name: "large.jpg",
    mimeType: "image/jpeg",
    buffer: await picture(page, "image/jpeg", 1000, 500),
  });
  await expect(status(playground)).toHaveText("large.jpg, 128 × 64 pixels");
  const [red, green] = (await sceneOf(page))!.pixels;
  expect(red).toBeGreaterThan(0.95);
  expect(green).toBeLessThan(0.05);

  // What can't be read leaves what was there.
  const text = Buffer.from("This is no picture.");
  await upload(playground, { name: "text.png", mimeType: "image/png", buffer: text });
  await expect(status(playground)).toHaveText(/^text\.png can’t be read as a picture\./);
  expect((await sceneOf(page))!.name).toBe("large.jpg");
  await upload(playground, { name: "text.webm", mimeType: "video/webm", buffer: text });
  await expect(status(playground)).toHaveText(/^This browser can’t play text\.webm\./);

  const dot = await picture(page, "image/png", 1, 1);
  await upload(playground, { name: "dot.png", mimeType: "image/png", buffer: dot });
  await expect(status(playground)).toHaveText("dot.png, 1 × 1 pixels");
  await card(playground, "tiles").getByRole("button", { name: "Cut and put together" }).click();
  await expect(card(playground, "tiles").getByRole("status")).toHaveText(/smaller than one tile of 8 × 8/);

  await playground.field("Dark and light").selectOption("Exchanged");
  await upload(playground, {
    name: "red.png",
    mimeType: "image/png",
    buffer: await picture(page, "image/png", 40, 20),
  });
  await expect.poll(async () => (await sceneOf(page))!.pixels).toEqual([0, 1, 1]);
  await card(playground, "scene").getByRole("button", { name: "Close" }).click();
  await expect(status(playground)).toHaveText("No scene yet.");
});

test("a picture is cut into tiles and put together again, and its tiles can be the data", async ({
  playground,
}) => {
  await detect(playground);
  const { page } = playground;
  await upload(playground, {
    name: "square.png",
    mimeType: "image/png",
    buffer: await picture(page, "image/png", 32, 32),
  });
  const tiles = card(playground, "tiles");
  await playground.look("tiles");
  await tiles.getByRole("button", { name: "Cut and put together" }).click();
  await expect(tiles.getByRole("status")).toHaveText("49 tiles of 8 × 8 pixels.");
  await expect(tiles.getByRole("application")).toHaveCount(4);
  await expect(tiles.getByRole("img", { name: "49 tiles in latent space" })).toBeVisible();
  const clusters = tiles.getByRole("application", { name: "Clusters" });
  await clusters.focus();
  await page.keyboard.press("ArrowDown");
  await expect(tiles.getByText(/^Row 17, column 17: cluster \d, error 0\.\d+\.$/).first()).toBeVisible();

  await tiles.getByRole("button", { name: "Take its tiles as data" }).click();
  await expect
    .poll(() => page.evaluate(() => window.vaePlayground.state.dataset!.name))
    .toBe("Tiles of square.png");
  expect(await page.evaluate(() => window.vaePlayground.state.dataset!.images.shape)).toEqual([
    81, 16, 16, 3,
  ]);
  // The scene stays, for the new model to be used on it.
  await expect(status(playground)).toHaveText("square.png, 32 × 32 pixels");
  await tiles.getByRole("button", { name: "Cut and put together" }).click();
  await expect(tiles.getByRole("status")).toHaveText("9 tiles of 16 × 16 pixels.");
});

test("a video plays, waits and goes to a time; one of sound alone has no pictures", async ({
  playground,
}) => {
  await detect(playground);
  const { page } = playground;
  const scene = card(playground, "scene");
  await upload(playground, await recording(page, [64, 48]));
  await expect(status(playground)).toHaveText("moving.webm, 64 × 48 pixels");
  const slider = scene.getByRole("slider", { name: "Time" });
  const seconds = async () => (await sceneOf(page))!.seconds!;
  expect(Number(await slider.getAttribute("max"))).toBeGreaterThan(0.5);
  expect(await seconds()).toBeLessThan(0.2);

  await scene.getByRole("button", { name: "Play" }).click();
  await expect.poll(seconds).toBeGreaterThan(0.4);
  await expect(scene.getByRole("button", { name: "Play" })).toBeVisible();
  await slider.fill("0.3");
  await expect.poll(seconds).toBeCloseTo(0.3, 1);

  // What plays waits while it is not looked at.
  await slider.fill("0");
  await scene.getByRole("button", { name: "Play" }).click();
  await playground.workspace("Latent");
  await playground.band.getByRole("link", { name: "Detect" }).click();
  await expect(scene.getByRole("button", { name: "Play" })).toBeVisible();

  await upload(playground, { ...(await recording(page, null)), name: "sound.webm" });
  await expect(status(playground)).toHaveText("There are no pictures in sound.webm.");
  expect((await sceneOf(page))!.name).toBe("moving.webm");
});

test("a video of 3840 × 2160 is made smaller as it plays", async ({ playground }) => {
  await detect(playground);
  await upload(playground, await recording(playground.page, [3840, 2160]));
  await expect(status(playground)).toHaveText("moving.webm, 128 × 72 pixels");
});

/** Keeps what the camera gives, so that a test can unplug it and see whether it was stopped. */
const watchCamera = (page: Page) =>
  page.addInitScript(() => {
    const devices = navigator.mediaDevices;
    const ask = devices.getUserMedia.bind(devices);
    const tracks: MediaStreamTrack[] = [];
    Object.assign(window, { cameraTracks: tracks });
    devices.getUserMedia = async (wanted) => {
      const stream = await ask(wanted);
      tracks.push(...stream.getTracks());
      return stream;
    };
  });
const cameraStates = (page: Page) =>
  page.evaluate(() =>
    (window as unknown as { cameraTracks: MediaStreamTrack[] }).cameraTracks.map(
      ({ readyState }) => readyState,
    ),
  );

test("the camera is asked for when pressed, shown live, and ended when it is stopped, left or unplugged", async ({
  playground,
  context,
}) => {
  const { page } = playground;
  await context.grantPermissions(["camera"]);
  await watchCamera(page);
  await detect(playground);
  const scene = card(playground, "scene");
  expect(await cameraStates(page)).toEqual([]);
  await playground.field("Source").selectOption("The camera");
  const start = () => scene.getByRole("button", { name: "Start the camera" }).click();

  await start();
  await expect(scene.getByText("Live", { exact: true })).toBeVisible();
  await expect(status(playground)).toHaveText(/^Camera, 128 × \d+ pixels$/);
  const seconds = async () => (await sceneOf(page))!.seconds!;
  const before = await seconds();
  await expect.poll(seconds).toBeGreaterThan(before);
  await scene.getByRole("button", { name: "Stop the camera" }).click();
  expect(await cameraStates(page)).toEqual(["ended"]);

  await start();
  await expect.poll(() => cameraStates(page)).toEqual(["ended", "live"]);
  await expect(scene.getByText("Live", { exact: true })).toBeVisible();
  await playground.workspace("Latent");
  await expect.poll(() => cameraStates(page)).toEqual(["ended", "ended"]);
  await playground.band.getByRole("link", { name: "Detect" }).click();
  await expect(status(playground)).toHaveText("The camera was stopped when you went elsewhere.");

  await start();
  await expect(scene.getByText("Live", { exact: true })).toBeVisible();
  await page.evaluate(() =>
    (window as unknown as { cameraTracks: MediaStreamTrack[] }).cameraTracks
      .at(-1)!
      .dispatchEvent(new Event("ended")),
  );
  await expect(status(playground)).toHaveText(/^The camera is gone/);
  await expect(scene.getByText("Live", { exact: true })).toBeHidden();
  expect(await sceneOf(page)).not.toBeNull();
});

test("a camera that is refused, or missing, is told in a sentence, and the page goes on", async ({
  playground,
}) => {
  const { page } = playground;
  await detect(playground);
  await playground.field("Source").selectOption("The camera");
  const start = card(playground, "scene").getByRole("button", { name: "Start the camera" });
  await start.click();
  await expect(status(playground)).toHaveText(/^The camera was refused/);
  await page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () =>
      Promise.reject(new DOMException("Requested device not found", "NotFoundError"));
  });
  await start.click();
  await expect(status(playground)).toHaveText("No camera was found.");
  await playground.field("Source").selectOption("My picture or video");
  await upload(playground, {
    name: "red.png",
    mimeType: "image/png",
    buffer: await picture(page, "image/png", 40, 20),
  });
  await expect(status(playground)).toHaveText("red.png, 40 × 20 pixels");
});

test("the workspace fits a phone", async ({ playground }) => {
  const { page } = playground;
  await detect(playground);
  await upload(playground, {
    name: "square.png",
    mimeType: "image/png",
    buffer: await picture(page, "image/png", 96, 64),
  });
  for (const [width, height] of [
    [1280, 800],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height });
    expect(await playground.hasSidewaysScroll()).toBe(false);
  }
});

test("objects of a composed scene are found, listed, pointed at and named", async ({ playground }) => {
  await playground.open();
  await playground.set("Latent dimensions", "10");
  await playground.reset.click();
  await playground.trainTo(40);
  const { page } = playground;
  await playground.band.getByRole("link", { name: "Detect" }).click();
  await playground.set("Most objects", "3");
  const scene = card(playground, "scene");
  await scene.getByRole("button", { name: "Compose" }).click();
  await expect(status(playground)).toHaveText("Composed scene 1, 48 × 48 pixels");
  // Pressed again, it is the next one.
  await scene.getByRole("button", { name: "Compose" }).click();
  await expect(status(playground)).toHaveText("Composed scene 2, 48 × 48 pixels");
  const truth = await page.evaluate(() => window.vaePlayground.state.scene!.truth!.length);
  expect(truth).toBeGreaterThan(0);

  const objects = card(playground, "objects");
  await playground.look("objects");
  await objects.getByRole("button", { name: "Find objects" }).click();
  await expect(objects.getByRole("status")).toHaveText(
    /\d objects? found in [\d,]+ ms\. \d of \d that are there, and \d that are not\./,
  );
  const rows = objects.locator("tbody tr");
  const found = await rows.count();
  expect(found).toBeGreaterThan(0);
  const picture = scene.getByRole("application", { name: /found/ });
  await picture.focus();
  await page.keyboard.press("ArrowRight");
  await expect(rows.first()).toHaveAttribute("data-pointed", "");
  await page.keyboard.press("Escape");
  await expect(objects.locator("[data-pointed]")).toHaveCount(0);

  const name = objects.getByRole("textbox", { name: "Name of object 1" });
  await name.fill("my own");
  await name.press("Enter");
  await expect
    .poll(() => page.evaluate(() => window.vaePlayground.state.found!.objects[0]!.name))
    .toBe("my own");

  // A street, in which what is found is followed from frame to frame.
  await playground.field("Source").selectOption("A composed street");
  await scene.getByRole("button", { name: "Compose" }).click();
  await expect(status(playground)).toHaveText(/^Street \d+, 72 × 48 pixels$/);
  await objects.getByRole("checkbox", { name: "Search each frame" }).check();
  await scene.getByRole("button", { name: "Play" }).click();
  const tracks = card(playground, "tracks");
  await expect(tracks.getByRole("status")).toHaveText(/followed over (\d\d) frames/, { timeout: 60_000 });
  await expect(objects.getByRole("status")).toHaveText(/searches a second/);
  // None of the frames is left out.
  const seconds = await page.evaluate(() => window.vaePlayground.state.scene!.seconds!);
  const frames = Number(/over (\d+) frames/.exec((await tracks.getByRole("status").textContent())!)![1]);
  expect(frames).toBeGreaterThanOrEqual(Math.round(seconds * 12) - 2);

  // Without a search of each, frames come faster.
  await objects.getByRole("checkbox", { name: "Search each frame" }).uncheck();
  const foreground = card(playground, "foreground");
  await foreground.getByRole("button", { name: "Learn the background" }).click();
  await expect(foreground.getByRole("status")).toHaveText(/^Learned from 40 frames/, { timeout: 90_000 });
  await expect(foreground.getByRole("application")).toHaveCount(4);
  await scene.getByRole("button", { name: "Pause" }).click();
  await objects.getByText("Options of the search").click();
  await objects.getByLabel("Background", { exact: true }).selectOption("Learned from the clip");
  await objects.getByRole("button", { name: "Find objects" }).click();
  await expect(objects.getByRole("status")).toHaveText(/found in/);

  // The same by a VAE of the clip, of small frames.
  await scene.getByRole("button", { name: "Play" }).click();
  await foreground.getByLabel("Learned by", { exact: true }).selectOption("Background VAE");
  await foreground.getByLabel("Longer side", { exact: true }).fill("1");
  await foreground.getByRole("button", { name: "Learn the background" }).click();
  await expect(foreground.getByText(/whole number from 16 to 192/)).toBeVisible();
  await foreground.getByLabel("Longer side", { exact: true }).fill("24");
  await foreground.getByRole("button", { name: "Learn the background" }).click();
  // It goes when the last step is done, which may be soon after it came.
  await expect(foreground.getByText(/^Step [\d,]+ of 400; loss/)).toBeAttached({ timeout: 90_000 });
  await expect(foreground.getByRole("status")).toHaveText(/^Learned from 40 frames in 400 steps/, {
    timeout: 90_000,
  });
  await scene.getByRole("button", { name: "Pause" }).click();
  await objects.getByRole("button", { name: "Find objects" }).click();
  await expect(objects.getByRole("status")).toHaveText(/found in/);
});

test("a scene VAE learns from composed scenes, shows what it finds, and is saved and opened again", async ({
  playground,
}) => {
  await playground.open();
  await playground.set("Epochs", "1000");
  const { page } = playground;
  await playground.band.getByRole("link", { name: "Detect" }).click();
  const panel = card(playground, "scene-vae");
  await playground.look("scene-vae");
  const says = panel.getByRole("status");
  await expect(says).toHaveText("It has learned nothing yet.");
  await expect(panel.getByRole("button", { name: "Save scene VAE" })).toBeDisabled();
  await playground.set("Scenes", "5");
  await panel.getByRole("button", { name: "Learn from scenes" }).click();
  await expect(panel.getByText(/^Scenes must be/)).toBeVisible();
  await playground.set("Scenes", "64");
  await panel.getByRole("button", { name: "Learn from scenes" }).click();

  // Losses by part, boxes over the scene, and presence of the cells.
  await expect(panel.getByText(/^Step [2-9]\d* of about 5,000; loss/)).toBeVisible({ timeout: 60_000 });
  await expect(panel.getByRole("img", { name: /^Loss and reconstruction, in nats/ })).toBeVisible();
  await expect(panel.getByRole("img", { name: /look −?[\d.]+, place/ })).toBeVisible();
  await expect(panel.getByText(/^Composed scene 1 to look at: /)).toBeVisible();
  await expect(panel.getByRole("application", { name: /^Composed scene 1 to look at, with/ })).toBeVisible();
  const presence = panel.getByRole("application", { name: "Presence" });
  await presence.focus();
  await page.keyboard.press("ArrowDown");
  await expect(panel.getByText(/^Cell in row 3, column 3: presence \d\.\d\d\.$/).first()).toBeVisible();

  // A scene composed above has objects of another size, and is not looked at.
  await card(playground, "scene").getByRole("button", { name: "Compose", exact: true }).click();
  await expect(card(playground, "scene").getByText(/^Composed scene 1, 48 × 48 pixels/)).toBeVisible();
  await panel.getByRole("button", { name: "Another scene" }).click();
  await expect(panel.getByText(/^Composed scene 2 to look at: /)).toBeVisible();

  // While the model trains it waits; a person makes it wait, too.
  await playground.train.click();
  await expect(says).toHaveText("It waits while the model trains or has something else to do.");
  await page.getByRole("region", { name: "Run" }).getByRole("button", { name: "Pause" }).click();
  await expect(says).toHaveText("Learning from the scenes.");
  await panel.getByRole("button", { name: "Pause learning" }).click();
  await expect(says).toHaveText(/^Paused after \d+ steps?\.$/);
  const figures = panel.getByText(/^Step \d+ of about/);
  const stepNow = async () => Number(/Step (\d+)/.exec((await figures.textContent())!)![1]);
  const step = await stepNow();
  await page.waitForTimeout(700);
  expect(await stepNow()).toBe(step);

  const downloading = page.waitForEvent("download");
  await panel.getByRole("button", { name: "Save scene VAE" }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(new RegExp(`^scene-vae-.*-step-${step}\\.safetensors$`));
  await expect(says).toHaveText(/^Saved scene-vae-/);
  const file = (await download.path())!;

  await panel.getByRole("button", { name: "Go on learning" }).click();
  await expect.poll(stepNow, { timeout: 30_000 }).toBeGreaterThan(step);
  await playground.workspace("Latent");
  await playground.band.getByRole("link", { name: "Detect" }).click();
  await expect(says).toHaveText(/when you went elsewhere\.$/);
  const further = await stepNow();

  // What is not saved is asked about; what is no scene VAE is refused, and nothing is lost.
  const chosen = panel.getByLabel("Saved scene VAE file");
  await chosen.setInputFiles({
    name: "wrong.safetensors",
    mimeType: "application/octet-stream",
    buffer: Buffer.from("This is no model."),
  });
  await expect(playground.alert).toContainText("are not saved");
  await playground.alert.getByRole("button", { name: "Replace it" }).click();
  await expect(says).toHaveText(/^wrong\.safetensors was not opened\. .* What was there stays\.$/);
  expect(await stepNow()).toBe(further);
  await chosen.setInputFiles(file);
  await playground.alert.getByRole("button", { name: "Replace it" }).click();
  await expect(says).toHaveText(new RegExp(`^Opened .*, after ${step} steps?\\.$`));
  await panel.getByRole("button", { name: "Go on learning" }).click();
  await expect.poll(stepNow, { timeout: 30_000 }).toBeGreaterThan(step);
  expect(await playground.hasSidewaysScroll()).toBe(false);

  // It is kept with the model, and comes back with it.
  await panel.getByRole("button", { name: "Pause learning" }).click();
  await expect(says).toHaveText(/^Paused after \d+ steps?\.$/);
  const last = await stepNow();
  await page.waitForFunction(
    (step) => window.vaePlayground.state.moment?.picks.sceneVae?.step === step,
    last,
  );
  await page.waitForTimeout(500);
  await page.reload();
  await page.getByRole("button", { name: "Go on where you were" }).click();
  await playground.look("scene-vae");
  await expect(says).toHaveText(`What it had learned after ${last} steps is kept.`);
  await panel.getByRole("button", { name: `Go on from step ${last}` }).click();
  await expect(says).toHaveText(new RegExp(`^Opened .*, after ${last} steps?\\.$`), { timeout: 30_000 });
  await expect(panel.getByLabel("Scenes", { exact: true })).toHaveValue("64");
  await panel.getByRole("button", { name: "Go on learning" }).click();
  await expect.poll(stepNow, { timeout: 30_000 }).toBeGreaterThan(last);
});

test("a scene VAE's options are as they are set and saved, and it goes with the model's device", async ({
  playground,
}) => {
  await playground.open();
  const { page } = playground;
  await playground.band.getByRole("link", { name: "Detect" }).click();
  const panel = card(playground, "scene-vae");
  await playground.look("scene-vae");
  const says = panel.getByRole("status");
  const learn = panel.getByRole("button", { name: "Learn from scenes" });
  const pause = panel.getByRole("button", { name: "Pause learning" });
  const option = (name: string) => panel.getByLabel(name, { exact: true });
  const steps = (of: string) => panel.getByText(new RegExp(`^Step \\d+ of about ${of}; loss`));
  await playground.set("Scenes", "20");

  // What can't be used is said at its field, which unfolds.
  await panel.getByText("Options of the scene VAE").click();
  await expect(option("Latent size of an object")).toHaveValue("10");
  await option("Steps on scenes").fill("0");
  await panel.getByText("Options of the scene VAE").click();
  await expect(option("Steps on scenes")).toBeHidden();
  await learn.click();
  await expect(panel.getByText(/^Steps on scenes must be a whole number from 1/)).toBeVisible();
  await expect(option("Steps on scenes")).toBeFocused();
  await option("Steps on scenes").fill("300");
  await option("Latent size of an object").fill("6");
  await option("Size of an object").fill("20");
  await learn.click();
  await expect(steps("300")).toBeVisible({ timeout: 60_000 });
  await expect(panel.getByText(/with objects of 16 to 21 pixels/)).toBeVisible();
  await pause.click();
  await expect(says).toHaveText(/^Paused after \d+ steps?\.$/);

  // What it has learned can be saved before it learns anew with others.
  await option("Latent size of an object").fill("7");
  await learn.click();
  await expect(playground.alert).toContainText("are not saved");
  const downloading = page.waitForEvent("download");
  await playground.alert.getByRole("button", { name: "Save it first" }).click();
  const file = (await (await downloading).path())!;
  await expect(pause).toBeVisible({ timeout: 60_000 });
  await pause.click();
  await expect(says).toHaveText(/^Paused after \d+ steps?\.$/);

  // A model on a device anew, and nothing learned there: what was kept, or the file, has all that is needed.
  await playground.workspace("Train");
  await playground.choose("CPU");
  await playground.reset.click();
  await playground.settled();
  await playground.band.getByRole("link", { name: "Detect" }).click();
  await playground.look("scene-vae");
  await expect(says).toHaveText(/^What it had learned after \d+ steps? is kept\.$/);
  await expect(panel.getByRole("button", { name: "Save scene VAE" })).toBeDisabled();
  await expect(panel.getByRole("button", { name: /^Go on from step \d+$/ })).toBeVisible();
  await expect(panel.getByRole("application")).toHaveCount(0);
  const chosen = panel.getByLabel("Saved scene VAE file");
  await chosen.setInputFiles({
    name: "wrong.safetensors",
    mimeType: "application/octet-stream",
    buffer: Buffer.from("This is no model."),
  });
  const replace = playground.alert.getByRole("button", { name: "Replace it" });
  await replace.click();
  await expect(says).toHaveText(/^wrong\.safetensors was not opened\./);
  await expect(panel.getByRole("button", { name: "Save scene VAE" })).toBeDisabled();
  await chosen.setInputFiles(file);
  await replace.click();
  await expect(says).toHaveText(/^Opened .*, after \d+ steps?\.$/);
  await expect(option("Latent size of an object")).toHaveValue("6");
  await expect(option("Size of an object")).toHaveValue("20");
  await panel.getByRole("button", { name: "Go on learning" }).click();
  await expect(steps("300")).toBeVisible({ timeout: 30_000 });
});

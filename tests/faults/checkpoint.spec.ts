import { expect, test } from "./faults";

/** A checkpoint of the largest model that can be saved, of zeros, with the settings and images of a small one. */
test("a checkpoint of 1 GiB opens over a trained model in the memory that it takes once, or leaves it as it was @long", async ({
  playground,
}) => {
  test.setTimeout(600_000);
  await playground.open();
  await playground.trainTo(2);
  const { page } = playground;
  const found = await page.evaluate(async () => {
    const { session, state } = window.vaePlayground;
    const vae = window.vaePlayground.vae!;
    const small = await vae.save();
    const length = Number(new DataView(small.buffer).getBigUint64(0, true));
    const header = JSON.parse(new TextDecoder().decode(small.subarray(8, 8 + length)));
    const order = header["batches.order"];
    const [from, to] = order.data_offsets;
    const model = { ...state.options.model, encoder: [4096, 4096, 4096], decoder: [4096, 4096, 4096] };
    const { plan, parameters } = await vae.structure({ model });
    const blocks = [...plan.encoder, ...plan.decoder];
    const tensors = blocks.flatMap(({ parameters }) => parameters);
    const parts: BlobPart[] = [];
    const zeros = new Blob([new Uint8Array(2 ** 24)]);
    let at = 0;
    const made: Record<string, unknown> = {
      __metadata__: { ...header.__metadata__, model: JSON.stringify(model) },
    };
    const add = (name: string, shape: number[], dtype = "F32") => {
      const bytes = 4 * shape.reduce((product, side) => product * side, 1);
      made[name] = { dtype, shape, data_offsets: [at, at + bytes] };
      at += bytes;
      return bytes;
    };
    const fill = (bytes: number) => {
      for (let left = bytes; left > 0; left -= zeros.size)
        parts.push(zeros.slice(0, Math.min(left, zeros.size)));
    };
    parts.push(small.slice(8 + length + from, 8 + length + to) as Uint8Array<ArrayBuffer>);
    add("batches.order", order.shape, "U32");
    for (const { name, shape } of tensors) {
      const count = shape.reduce((product, side) => product * side, 1);
      fill(add(name, shape));
      for (const moment of ["first", "second"]) fill(add(`optimizer.${name}.${moment}`, [count]));
      fill(add(`optimizer.${name}.corrections`, [2]));
    }
    let text = JSON.stringify(made);
    text += " ".repeat((8 - (text.length % 8)) % 8);
    const head = new Uint8Array(8 + text.length);
    new DataView(head.buffer).setBigUint64(0, BigInt(text.length), true);
    new TextEncoder().encodeInto(text, head.subarray(8));
    const file = new File([head, ...parts], "large.safetensors");
    const before = await vae.evaluate("test");
    await session.restore(file, { anyway: true });
    const { problem, options } = state;
    return {
      parameters,
      size: file.size,
      problem: problem?.message ?? null,
      widths: options.model.encoder,
      before,
      after: await vae.evaluate("test"),
    };
  });
  expect(found.size).toBeGreaterThan(800 * 2 ** 20);
  if (found.problem === null) expect(found.widths).toEqual([4096, 4096, 4096]);
  else {
    expect(found.problem).toContain("The memory that training takes is");
    expect(found.after).toEqual(found.before);
  }
  await playground.button("Step").click();
  await page.waitForFunction(() => !window.vaePlayground.state.busy);
  expect(await page.evaluate(() => window.vaePlayground.state.phase)).toBe("idle");
});

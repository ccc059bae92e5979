import { expect, test } from "./playground";

test("an interpolation on the great circle begins and ends in reconstructions, and leaves the chord", async ({
  playground,
}) => {
  await playground.open();
  await playground.trainTo(40);
  const { ends, middle, line, wanted } = await playground.page.evaluate(async () => {
    const vae = window.vaePlayground.vae!;
    const { a: from, b: to } = window.vaePlayground.state;
    const arc = await vae.interpolate(from, to, { steps: 3, kind: "slerp" });
    const straight = await vae.interpolate(from, to, { steps: 3 });
    const rebuilt = await vae.reconstruct(Uint32Array.of(from, to));
    // Halfway both ends have the same weight, the sine of half the angle over that of the angle.
    const { mean } = await vae.embed(Uint32Array.of(from, to));
    const [ax, ay, bx, by] = mean as unknown as [number, number, number, number];
    const angle = Math.abs(Math.atan2(ax * by - ay * bx, ax * bx + ay * by));
    const weight = Math.sin(angle / 2) / Math.sin(angle);
    const wanted = await vae.decode(Float32Array.of(weight * (ax + bx), weight * (ay + by)));
    const furthest = (a: Float32Array, b: Float32Array) =>
      a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);
    const size = rebuilt.length / 2;
    const part = (images: Float32Array, at: number) => images.subarray(at * size, (at + 1) * size);
    return {
      ends: [furthest(part(arc, 0), part(rebuilt, 0)), furthest(part(arc, 2), part(rebuilt, 1))],
      middle: furthest(part(arc, 1), wanted),
      line: furthest(part(arc, 1), part(straight, 1)),
      wanted: wanted.length,
    };
  });
  expect(wanted).toBe(64);
  for (const distance of [...ends, middle]) expect(distance).toBeLessThan(1e-4);
  expect(line).toBeGreaterThan(1e-3);
});

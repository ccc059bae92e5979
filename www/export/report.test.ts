import { expect, test } from "vitest";
import { defaults } from "../engine/limits";
import { curvesCsv } from "./curves";
import { flat, reportPage } from "./report";

test("every setting is told by its path", () => {
  expect(
    flat({ model: { encoder: [64, 8], channels: [], likelihood: { kind: "bernoulli" } }, seed: 1 }),
  ).toEqual([
    ["model.encoder", "64, 8"],
    ["model.channels", "–"],
    ["model.likelihood.kind", "bernoulli"],
    ["seed", "1"],
  ]);
});

test("curves have a line a point, with nothing where nothing was measured", async () => {
  const curves = {
    reconstruction: [
      [0, 0.5],
      [null, 30],
      [44, null],
    ],
    kl: [
      [0, 0.5],
      [null, 2],
      [0.1, null],
    ],
  } as const;
  expect(await curvesCsv(curves).text()).toBe(
    "epoch,train_reconstruction,test_reconstruction,train_kl,test_kl\n0,,44,,0.1\n0.5,30,,2,\n",
  );
});

test("a report fetches nothing, runs nothing, and takes no name for markup", async () => {
  const page = await reportPage({
    set: "<script>alert('&')</script>",
    when: new Date(0),
    facts: [["Images", '"3" & <b>']],
    losses: { train: { reconstruction: 30, kl: 2.5, loss: 1 }, test: null },
    options: { model: defaults.model, training: defaults.training, seed: 7 },
    figures: [{ title: "Map", caption: "<i>", picture: "data:image/png;base64,AA==" }],
    curves: "epoch\n",
  }).text();
  expect(page).not.toMatch(/<script|<b>|<i>|https?:/);
  expect(page).toContain("&lt;script&gt;alert('&amp;')&lt;/script&gt;");
  expect(page).toContain("<td>30.000</td><td>2.500</td><td>32.500</td>");
  expect(page.match(/<img /g)).toHaveLength(1);
});

import { describe, expect, test } from "vitest";
import { examine } from ".";
import { defaults } from "../../engine/limits";
import { blur } from "./blur";
import { collapse } from "./collapse";
import { deadUnits, someDeadUnits } from "./dead-units";
import type { Evidence, LossPoint } from "./evidence";
import { notGenerative } from "./not-generative";
import { offPrior } from "./off-prior";
import { overFit } from "./over-fit";
import { rateTooHigh } from "./rate-too-high";
import { rateTooLow } from "./rate-too-low";
import { unfitLikelihood } from "./unfit-likelihood";
import { unusedDimensions } from "./unused-dimensions";

/** A loss that falls to its end as most do. */
const curve = (steps: number, of: (step: number) => { reconstruction: number; kl: number }): LossPoint[] =>
  Array.from({ length: 101 }, (_, i) => ({ step: (i * steps) / 100, ...of((i * steps) / 100) }));

/** The digits' own model, after 4,000 steps of which the first 240 were spent at the mean image. */
function healthy(change: Partial<Evidence> = {}): Evidence {
  const losses = curve(4000, (step) =>
    step < 240
      ? { reconstruction: 27 + 17 * Math.exp(-step / 30), kl: 0.02 }
      : {
          reconstruction: 20 + 7 * Math.exp(-(step - 240) / 300),
          kl: 5 * (1 - Math.exp(-(step - 240) / 300)),
        },
  );
  const last = losses.at(-1)!;
  return {
    options: { model: defaults.model, training: defaults.training, seed: 1 },
    step: 4000,
    diverged: false,
    losses,
    tests: losses.map((train, epoch) => ({
      epoch,
      train,
      test: { ...train, reconstruction: train.reconstruction + 0.3 },
    })),
    meanPixel: 27.1,
    updates: losses.map(({ step }) => ({ step, ratio: 4e-3 - step * 5e-7, rate: 1e-3, beta: 1 })),
    latents: {
      step: 4000,
      kl: [2.6, 2.4],
      meanVariance: [0.9, 0.9],
      mean: [0.02, -0.05],
      variance: [0.97, 1.02],
    },
    dead: { step: 4000, images: 512, layers: [{ dead: 0, units: 64 }] },
    edges: { step: 4000, images: 64, image: 10, reconstruction: last.kl },
    grey: 0.01,
    untried: null,
    ...change,
  };
}

const training = (change: object) => ({
  options: { ...healthy().options, training: { ...defaults.training, ...change } },
});

test("nothing is found in a healthy run, at any point of it, nor where nothing is known", () => {
  const whole = healthy();
  for (let i = 1; i <= whole.losses.length; i++) {
    const losses = whole.losses.slice(0, i);
    const { step } = losses.at(-1)!;
    const soFar = healthy({
      step,
      losses,
      tests: whole.tests.slice(0, i),
      updates: whole.updates.slice(0, i),
    });
    expect(examine(soFar)).toEqual({ problems: [], notes: [] });
  }
  const unknown = {
    losses: [],
    tests: [],
    meanPixel: null,
    updates: [],
    latents: null,
    dead: null,
    edges: null,
  };
  expect(examine(healthy({ ...unknown, grey: null, step: 0 }))).toEqual({ problems: [], notes: [] });
});

test("several findings come in order, the likeliest cause first", () => {
  const { problems } = examine(
    healthy({
      diverged: true,
      dead: { step: 1, images: 512, layers: [{ dead: 58, units: 64 }] },
      losses: curve(4000, () => ({ reconstruction: 27, kl: 0 })),
    }),
  );
  expect(problems.map(({ name }) => name)).toEqual(["rateTooHigh", "deadUnits", "collapse"]);
});

describe("a rate that is too high", () => {
  test("shows in losses that are no numbers, and the model begins anew", () => {
    const found = rateTooHigh(healthy({ diverged: true }))!;
    expect(found.values).toEqual({ ratio: null, jump: null });
    expect(found.remedies).toEqual([{ name: "rateAnew", training: { learningRate: 1e-4 }, anew: true }]);
  });

  test("in a loss of more than ten times the usual", () => {
    const calm = healthy().losses;
    const jumping = (times: number) =>
      rateTooHigh(healthy({ losses: [...calm, { step: 4001, reconstruction: 25 * times, kl: 0 }] }));
    expect(jumping(9)).toBeNull();
    expect(jumping(11)!.values.jump).toBeGreaterThan(10);
    expect(jumping(11)!.remedies[0]).toMatchObject({ training: { learningRate: 1e-4 }, anew: false });
  });

  test("in early steps that change much, not in the very first nor in later ones", () => {
    const at = (step: number, ratio: number, samples = 3) =>
      rateTooHigh(
        healthy({
          updates: Array.from({ length: samples }, (_, i) => ({
            step: step + i,
            ratio,
            rate: 1e-2,
            beta: 1,
          })),
        }),
      );
    expect(at(200, 9e-3)!.values.ratio).toBe(9e-3);
    expect(at(200, 9e-3, 2)).toBeNull();
    expect(at(200, 7e-3)).toBeNull();
    expect(at(0, 2e-2)).toBeNull();
    expect(at(3000, 2e-2)).toBeNull();
  });
});

describe("a rate that is too low", () => {
  const slow = {
    losses: curve(4000, (step) => ({ reconstruction: 44 - step / 400, kl: 0 })),
    updates: [{ step: 4000, ratio: 1.2e-4, rate: 1e-5, beta: 1 }],
    ...training({ learningRate: 1e-5 }),
  };

  test("shows in small changes while the loss falls", () => {
    const found = rateTooLow(healthy(slow))!;
    // From 37.75 to 35.25 on average.
    expect(found.values.falling).toBeCloseTo(0.068, 2);
    expect(found.remedies).toEqual([{ name: "rate", training: { learningRate: 1e-4 }, anew: false }]);
  });

  test("not where the loss is at its end, nor where a schedule has made it low", () => {
    expect(rateTooLow(healthy({ ...slow, losses: healthy().losses }))).toBeNull();
    expect(rateTooLow(healthy({ ...slow, ...training({ learningRate: 1e-3 }) }))).toBeNull();
  });
});

describe("dead units", () => {
  const of = (...counts: number[]) =>
    healthy({ dead: { step: 1, images: 512, layers: counts.map((dead) => ({ dead, units: 100 })) } });

  test("are found where most are 0 for every image, or all of a layer", () => {
    const found = deadUnits(of(72, 40))!;
    expect(found.values).toEqual({ share: 0.56, worst: 0.72, images: 512 });
    expect(found.remedies.map(({ name, anew }) => [name, anew])).toEqual([
      ["rateAnew", true],
      ["leakyRelu", true],
    ]);
    expect(deadUnits(of(60, 40))).toBeNull();
    expect(deadUnits(of(0, 91, 0))!.values.worst).toBe(0.91);
    expect(deadUnits(of(0, 90, 0))).toBeNull();
  });

  test("are told of where there are some, down to one", () => {
    const found = someDeadUnits(of(0, 1))!;
    expect(found.values.layers[1]).toEqual({ dead: 1, units: 100 });
    expect(found.remedies.map(({ name }) => name)).toEqual(["leakyRelu"]);
    expect(someDeadUnits(of(0, 0))).toBeNull();
    expect(someDeadUnits(of(72, 40))).toBeNull();
  });
});

describe("collapse", () => {
  const collapsed = (steps: number) => ({
    losses: [
      ...healthy().losses,
      ...curve(steps, () => ({ reconstruction: 26.9, kl: 0.05 })).map((point) => ({
        ...point,
        step: point.step + 4040,
      })),
    ],
    step: 4040 + steps,
  });

  test("is found after 800 steps, and a lower beta proposed", () => {
    expect(collapse(healthy({ ...collapsed(790), ...training({ beta: 8 }) }))).toBeNull();
    const found = collapse(healthy({ ...collapsed(810), ...training({ beta: 8 }) }))!;
    expect(found.values).toEqual({ kl: 0.05, reconstruction: 26.9, meanPixel: 27.1, steps: 810 });
    expect(found.remedies.map(({ name }) => name)).toEqual(["beta", "freeBits"]);
    expect(found.remedies[0]!.training).toEqual({ beta: 1 });
    const plain = collapse(healthy(collapsed(810)))!;
    expect(plain.remedies.map(({ name }) => name)).toEqual(["beta", "freeBits", "warmup"]);
    expect(plain.remedies[0]!.training).toEqual({ beta: 0.25 });
  });

  test("not while KL says something, nor where images are drawn better than their mean", () => {
    const telling = (kl: number, reconstruction: number) =>
      collapse(healthy({ losses: curve(4000, () => ({ kl, reconstruction })) }));
    expect(telling(0.05, 27)).not.toBeNull();
    expect(telling(0.15, 27)).toBeNull();
    expect(telling(0.05, 26)).toBeNull();
  });

  test("not before a warm-up has ended", () => {
    const losses = curve(4000, () => ({ reconstruction: 27, kl: 0 }));
    const rising = (steps: number) =>
      collapse(healthy({ losses, ...training({ betaSchedule: { kind: "linear", steps } }) }));
    expect(rising(3000)).not.toBeNull();
    expect(rising(3500)).toBeNull();
  });
});

test("codes too far from the prior are found by what the loss would be at beta 1", () => {
  const losses = curve(4000, () => ({ reconstruction: 14, kl: 22.4 }));
  const found = notGenerative(healthy({ losses, ...training({ beta: 0.05 }), updates: [] }))!;
  expect(found.values).toEqual({ negativeElbo: 36.4, reconstruction: 14, meanPixel: 27.1 });
  expect(found.remedies).toEqual([{ name: "beta", training: { beta: 1 }, anew: false }]);
  // A schedule has beta low for a time; another objective has its own weights.
  const low = [{ step: 4000, ratio: 1e-3, rate: 1e-3, beta: 0.1 }];
  expect(notGenerative(healthy({ losses, updates: low }))).toBeNull();
  expect(
    notGenerative(healthy({ losses, ...training({ objective: { kind: "infoVae", alpha: 1, lambda: 10 } }) })),
  ).toBeNull();
});

describe("over-fitting", () => {
  const tested = (latest: number, train: number) =>
    overFit(
      healthy({
        tests: [30, 26, latest].map((test, i) => ({
          epoch: (i + 1) * 10,
          test: { step: i, reconstruction: test, kl: 0 },
          train: { step: i, reconstruction: train, kl: 0 },
        })),
      }),
    );

  test("is found where test images got worse, and training images did not", () => {
    const found = tested(27, 20)!;
    expect(found.values).toEqual({ test: 27, earlier: 26, bestEpoch: 20, gap: expect.closeTo(0.35, 9) });
    expect(found.remedies[0]).toEqual({ name: "stopAtBest", target: 20, anew: true });
    expect(found.remedies[1]).toMatchObject({
      name: "smaller",
      model: { encoder: [32, 64], decoder: [64, 32], channels: [] },
    });
  });

  test("and where they no longer get better, far above training images", () => {
    const resting = (train: number, falling: number) =>
      overFit(
        healthy({
          tests: curve(4000, (step) => ({ reconstruction: 26 - (step / 4000) * falling, kl: 0 })).map(
            (test) => ({
              epoch: test.step / 23,
              test,
              train: { ...test, reconstruction: train },
            }),
          ),
        }),
      );
    const found = resting(24, 0.1)!;
    expect(found.values.gap).toBeCloseTo((26 - 0.0885 - 24) / 24, 3);
    // All of it lies within 1% of the least.
    expect(found.remedies[0]!.target).toBe(1);
    // A nat over the whole run is a quarter of one, 1%, over the latter half.
    expect(resting(20, 1.1)).toBeNull();
    expect(resting(24.5, 0.1)).toBeNull();
  });

  test("not where one of both is missing", () => {
    expect(tested(26.4, 20)).toBeNull();
    expect(tested(27, 25)).toBeNull();
  });
});

describe("blur", () => {
  const edges = { step: 4000, images: 64, image: 10, reconstruction: 2.6 };

  test("is found where most of the edges are lost for good", () => {
    const found = blur(healthy({ edges, ...training({ beta: 4 }) }))!;
    expect(found.values.edges).toBeCloseTo(0.26, 9);
    expect(found.remedies.map(({ name }) => name)).toEqual(["moreDimensions", "beta", "sigmaVae"]);
    expect(found.remedies[0]!.model).toEqual({ latent: 4 });
  });

  test("not in a young model, nor in one that still learns, nor at a third of them", () => {
    expect(blur(healthy({ edges: { ...edges, step: 1900 } }))).toBeNull();
    const learning = curve(4000, (step) => ({ reconstruction: 40 - step / 200, kl: 1 }));
    expect(blur(healthy({ edges, losses: learning }))).toBeNull();
    expect(blur(healthy({ edges: { ...edges, reconstruction: 3.3 } }))).toBeNull();
  });
});

test("unused dimensions are told of, with no remedy", () => {
  const latents = {
    step: 4000,
    kl: [2.6, 0.004, 0.004],
    meanVariance: [0.9, 0.002, 0.2],
    mean: [0, 0, 0],
    variance: [1, 1, 1],
  };
  const found = unusedDimensions(healthy({ latents }));
  expect(found).toEqual({ name: "unusedDimensions", values: { unused: 1, latent: 3 }, remedies: [] });
  expect(unusedDimensions(healthy({ latents: { ...latents, step: 700 } }))).toBeNull();
  const all = { step: 4000, kl: [0, 0], meanVariance: [0, 0], mean: [0, 0], variance: [1, 1] };
  expect(unusedDimensions(healthy({ latents: all }))).toBeNull();
});

test("codes that lie elsewhere than the prior are told of", () => {
  const latents = { step: 4000, kl: [9, 9], meanVariance: [4, 4], mean: [1, 0], variance: [4, 1] };
  // (1 + 4 - log 4 - 1) / 2 and 0, over two dimensions.
  expect(offPrior(healthy({ latents }))!.values.nats).toBeCloseTo((4 - Math.log(4)) / 4, 9);
});

test("grey pixels under a Bernoulli likelihood are told of, and under no other", () => {
  expect(unfitLikelihood(healthy({ grey: 0.3 }))!.values).toEqual({ grey: 0.3 });
  const { options } = healthy();
  const gaussian = {
    ...options,
    model: { ...options.model, likelihood: { kind: "learnedGaussian" as const } },
  };
  expect(unfitLikelihood(healthy({ grey: 0.3, options: gaussian }))).toBeNull();
});

test("that the other device could not be tried is told, with why", () => {
  const { notes } = examine(healthy({ untried: "The WebGPU device failed." }));
  expect(notes).toEqual([
    { name: "untriedDevice", values: { why: "The WebGPU device failed." }, remedies: [] },
  ]);
});

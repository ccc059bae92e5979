import type { DeviceChoice, SessionOptions } from "../engine/protocol";

/** The settings as a person typed them. */
export interface Draft {
  device: DeviceChoice;
  epochs: string;
  seed: string;
  latent: string;
  widths: string;
  batchSize: string;
  learningRate: string;
  beta: string;
}

export type FieldName = keyof Draft;

/** What was typed, read as numbers, and a plain sentence for each field that could not be. */
export interface Reading {
  device: DeviceChoice;
  epochs: number;
  options: SessionOptions;
  errors: Partial<Record<FieldName, string>>;
}

const whole = (text: string) => (/^\s*\d+\s*$/.test(text) ? Number(text) : NaN);
const within = (value: number, least: number, most: number) => value >= least && value <= most;

export function read(draft: Draft): Reading {
  const errors: Reading["errors"] = {};
  const check = (field: FieldName, ok: boolean, message: string) => {
    if (!ok) errors[field] = message;
  };
  const number = (text: string) => (text.trim() === "" ? NaN : Number(text));

  const epochs = whole(draft.epochs);
  check("epochs", within(epochs, 1, 100_000), "Epochs must be a whole number from 1 to 100,000.");
  const seed = whole(draft.seed);
  check("seed", within(seed, 0, 2 ** 32 - 1), "The seed must be a whole number from 0 to 4,294,967,295.");
  const latent = whole(draft.latent);
  check("latent", within(latent, 1, 64), "Latent dimensions must be a whole number from 1 to 64.");
  const widths = draft.widths.split(",").map(whole);
  check(
    "widths",
    widths.length <= 6 && widths.every((width) => within(width, 1, 2048)),
    "Hidden widths must be one to six whole numbers from 1 to 2,048, like “64, 128”.",
  );
  const batchSize = whole(draft.batchSize);
  check("batchSize", within(batchSize, 1, 4096), "The batch size must be a whole number from 1 to 4,096.");
  const learningRate = number(draft.learningRate);
  check(
    "learningRate",
    learningRate > 0 && learningRate <= 1,
    "The learning rate must be above 0 and at most 1.",
  );
  const beta = number(draft.beta);
  check("beta", within(beta, 0, 100), "Beta must be a number from 0 to 100.");

  return {
    device: draft.device,
    epochs,
    options: {
      model: { encoder: widths, decoder: widths.toReversed(), latent },
      training: { batchSize, learningRate, beta },
      seed,
    },
    errors,
  };
}

/** Whether the network or the seed differ: these take effect only from a new start. */
export function needsReset(wanted: SessionOptions, current: SessionOptions): boolean {
  const key = ({ model, seed }: SessionOptions) =>
    JSON.stringify([model.encoder, model.decoder, model.latent, seed]);
  return key(wanted) !== key(current);
}

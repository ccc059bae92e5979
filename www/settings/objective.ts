import type { BetaSchedule, Objective } from "../engine/protocol";
import { createFieldEditors } from "./kit/field-editors";
import { union } from "./kit/union";

/** Decoded draws a step, at most, over all images of a batch. */
const mostDecoded = 65_536;

/** What training lowers, and how beta gets to its value. `batchSize` is the number in its field. */
export function createObjectiveSettings(signal: AbortSignal, batchSize: () => number) {
  const { number, steps } = createFieldEditors(signal);
  const weight = (label: string, help: string, initial: number) =>
    number({ label, help, initial, range: [0, 1000] });

  const alpha = number({
    label: "Alpha",
    help: "At 1 single images are not held to the prior at all, only all of them together; at 0 as in a plain VAE.",
    initial: 0.5,
    range: [-1000, 1],
  });
  const objective = union<Objective>(
    {
      label: "Objective",
      help: "What training lowers. All of them balance good reconstructions with a latent space like the prior.",
    },
    {
      elbo: {
        name: "ELBO (β-VAE)",
        about: "Reconstruction plus beta times KL.",
        parameters: {},
      },
      freeBits: {
        name: "Free bits",
        about: "A dimension’s KL costs nothing up to a limit, so that fewer dimensions are left unused.",
        parameters: {
          nats: number({
            label: "Free nats",
            help: "What each latent dimension may say about an image at no price.",
            initial: 0.5,
            range: [0, 100],
          }),
        },
      },
      capacity: {
        name: "Capacity",
        about: "Holds KL at a value that rises slowly, so that factors enter the latent space one by one.",
        parameters: {
          nats: number({
            label: "Capacity, nats",
            help: "The KL that is aimed at in the end. More lets the latent space tell images apart better.",
            initial: 5,
            range: [0, 1000],
          }),
          steps: steps("Capacity steps", "Steps in which the capacity rises from 0 to its value.", 5000),
          gamma: number({
            label: "Gamma",
            help: "How strongly KL is held at the capacity.",
            initial: 30,
            range: [0, 10_000],
          }),
        },
      },
      iwae: {
        name: "IWAE",
        about: "Weighs several samples an image: a tighter bound, and posteriors that may be less simple.",
        parameters: {
          samples: number({
            label: "Samples",
            help: "Latents drawn for each image. More tighten the bound; a step takes that many times as long to decode.",
            initial: 5,
            range: () => {
              const most = Math.floor(mostDecoded / batchSize());
              return most >= 1 && most < 512 ? [1, most, "at this batch size"] : [1, 512];
            },
            whole: true,
          }),
        },
      },
      betaTcVae: {
        name: "β-TCVAE",
        about: "Weighs the three parts of KL apart, to make latent dimensions independent of each other.",
        parameters: {
          mutualInformation: weight(
            "Mutual information",
            "Weight of what z says about the image. Below 1, images may be told apart more cheaply.",
            1,
          ),
          totalCorrelation: weight(
            "Total correlation",
            "Weight of what latent dimensions say about each other. Above 1, they are pressed to be independent.",
            6,
          ),
          dimensionWise: weight(
            "Dimension-wise KL",
            "Weight of each dimension’s distance from the prior, over all images together.",
            1,
          ),
        },
      },
      infoVae: {
        name: "InfoVAE (MMD)",
        about:
          "Holds all images together to the prior, by MMD, and single ones less: codes stay informative.",
        parameters: {
          alpha,
          lambda: number({
            label: "Lambda",
            help: "How strongly all images’ codes together are held to the prior.",
            initial: 10,
            range: () => {
              const least = 1 - Number(alpha.input.value);
              return [Number.isFinite(least) ? least : 0, 100_000, "at this alpha"];
            },
          }),
        },
      },
    },
    signal,
  );
  const betaSchedule = union<BetaSchedule>(
    {
      label: "Beta schedule",
      help: "Beta may begin at 0, which lets the latent space fill with information before it is pressed together.",
    },
    {
      constant: { name: "Constant", about: "Beta from the first step on.", parameters: {} },
      linear: {
        name: "Linear",
        about: "Rises from 0 to beta, then stays.",
        parameters: {
          steps: steps("Rising steps", "Steps from 0 to beta, from the start of training.", 2000),
        },
      },
      cyclical: {
        name: "Cyclical",
        about: "Rises from 0 to beta again and again.",
        parameters: {
          period: steps("Period", "Steps from one start at 0 to the next.", 2000),
          ratio: number({
            label: "Rising part",
            help: "The share of a period in which beta rises; for the rest it stays.",
            initial: 0.5,
            range: [0.001, 1],
          }),
        },
      },
    },
    signal,
  );

  return { objective, betaSchedule };
}

import type { References } from "../data/references";
import type { Likelihood } from "../engine/protocol";
import { text } from "../text";
import { fixed } from "../text/format";

/** What a likelihood tells about the scale of its reconstruction losses. */
interface LikelihoodWords {
  /** Losses to compare with, where there are such. */
  marks(references: References): { value: number; name: string }[];
  /** The same in a sentence. */
  scale(references: References): string;
}

const { likelihoods: words } = text.run;
const none = () => [];

const table: Record<Likelihood["kind"], LikelihoodWords> = {
  // The references are cross-entropies, as its losses are.
  bernoulli: {
    marks: ({ meanPixel, entropyFloor }) => [
      { value: meanPixel, name: words.meanPixel },
      { value: entropyFloor, name: words.entropyFloor },
    ],
    scale: ({ meanPixel, entropyFloor }) => words.crossEntropy(fixed(meanPixel, 2), fixed(entropyFloor, 2)),
  },
  gaussian: { marks: none, scale: () => words.density },
  learnedGaussian: { marks: none, scale: () => words.density },
  discretisedLogistic: { marks: none, scale: () => words.levels },
};

/** Bernoulli's where a model names none. */
export const likelihoodWords = ({ kind }: Likelihood = { kind: "bernoulli" }): LikelihoodWords => table[kind];

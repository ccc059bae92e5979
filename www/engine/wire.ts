// Made from the Rust types of src/wire by `UPDATE_WIRE=1 cargo test wire`. Do not edit.

/** A value of which members may be left out, for the engine to complete; of a union, all but its kind. */
export type Given<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { [K in keyof T]?: Given<T[K]> } & (T extends { kind: infer Kind } ? { kind: Kind } : unknown)
    : T;

/**
 * What stands between two layers.
 */
export type Activation = "relu" | "leakyRelu" | "gelu" | "silu" | "tanh";

/**
 * What normalises each hidden layer before its activation.
 */
export type Norm = "none" | "batch" | "group";

/**
 * The distribution of a pixel, given what the decoder says of it.
 */
export type Likelihood = { "kind": "bernoulli" } | { "kind": "gaussian", 
/**
 * Of pixel values in [0, 1].
 */
variance: number, } | { "kind": "learnedGaussian" } | { "kind": "discretisedLogistic" };

/**
 * An encoder `image -> convolutions -> hidden widths -> 2 x latent` and a decoder
 * `latent -> hidden widths -> transposed convolutions -> image`.
 */
export type ModelOptions = { 
/**
 * Widths of the encoder's hidden layers, from the image inwards.
 */
encoder: Array<number>, 
/**
 * Widths of the decoder's hidden layers, from the latent outwards.
 */
decoder: Array<number>, 
/**
 * Latent dimensions.
 */
latent: number, 
/**
 * Channels of the encoder's convolutions, from the image inwards; the decoder's are the same, outwards.
 * Each layer halves the image. None for an MLP.
 */
channels: Array<number>, 
/**
 * After each layer but the last of encoder and decoder.
 */
activation: Activation, 
/**
 * Before the activation of each hidden layer.
 */
norm: Norm, 
/**
 * What the decoder's output says of a pixel.
 */
likelihood: Likelihood, };

/**
 * The loss that training minimises, in nats an image. `beta` and its schedule weigh the KL term of `elbo` and
 * `freeBits`; the others have weights of their own.
 */
export type Objective = { "kind": "elbo" } | { "kind": "freeBits", 
/**
 * Free nats of each latent dimension.
 */
nats: number, } | { "kind": "capacity", 
/**
 * The capacity C at its end, over all latent dimensions.
 */
nats: number, 
/**
 * Optimiser steps in which C rises.
 */
steps: number, 
/**
 * Weight of the distance from C.
 */
gamma: number, } | { "kind": "iwae", 
/**
 * Draws of the posterior an image.
 */
samples: number, } | { "kind": "betaTcVae", 
/**
 * Weight of the mutual information, the paper's alpha.
 */
mutualInformation: number, 
/**
 * Weight of the total correlation, the paper's beta.
 */
totalCorrelation: number, 
/**
 * Weight of the dimension-wise KL, the paper's gamma.
 */
dimensionWise: number, } | { "kind": "infoVae", 
/**
 * At most 1, where the KL term is gone.
 */
alpha: number, 
/**
 * At least `1 - alpha`, where the MMD term is gone.
 */
lambda: number, };

/**
 * What `beta` is multiplied with, by the steps taken so far.
 */
export type BetaSchedule = { "kind": "constant" } | { "kind": "linear", 
/**
 * Optimiser steps until 1.
 */
steps: number, } | { "kind": "cyclical", 
/**
 * Optimiser steps from one start at 0 to the next.
 */
period: number, 
/**
 * Share of a period in which the factor rises.
 */
ratio: number, };

/**
 * What the learning rate is multiplied with, by the steps taken so far. Each begins, where `warmup` is not 0,
 * with that many steps in which the factor rises linearly to its first value (Goyal et al. 2017, section 2.2);
 * the rest counts from the warm-up's end.
 */
export type RateSchedule = { "kind": "constant", 
/**
 * Optimiser steps; 0 for none.
 */
warmup: number, } | { "kind": "cosine", 
/**
 * Optimiser steps from 1 to `floor`.
 */
steps: number, 
/**
 * What remains at the end, in [0, 1].
 */
floor: number, 
/**
 * Optimiser steps; 0 for none.
 */
warmup: number, } | { "kind": "step", 
/**
 * Optimiser steps from one fall to the next.
 */
every: number, 
/**
 * Share of the rate that each fall leaves.
 */
factor: number, 
/**
 * Optimiser steps; 0 for none.
 */
warmup: number, };

/**
 * An optimiser and its constants; [`UpdateRule`] has the formulas and their sources. A constant that is left
 * out has the paper's value, or the field's custom where the paper has none.
 */
export type Optimizer = { "kind": "adam", 
/**
 * Decay of the running mean of gradients.
 */
beta1: number, 
/**
 * Decay of the running mean of their squares.
 */
beta2: number, 
/**
 * Added to the root that a step is divided by.
 */
epsilon: number, } | { "kind": "adamW", 
/**
 * Decay of the running mean of gradients.
 */
beta1: number, 
/**
 * Decay of the running mean of their squares.
 */
beta2: number, 
/**
 * Added to the root that a step is divided by.
 */
epsilon: number, 
/**
 * Times the learning rate, the share of a parameter that a step takes away.
 */
weightDecay: number, } | { "kind": "sgd", 
/**
 * Share of the last step's direction that is kept.
 */
momentum: number, } | { "kind": "rmsProp", 
/**
 * Decay of the running mean of squared gradients.
 */
alpha: number, 
/**
 * Added to the root that a step is divided by.
 */
epsilon: number, };

/**
 * What a step minimises, and how. Every field can change between steps; what is left out when it is read has
 * its default: the ELBO, constant beta and learning rate, Adam with the paper's constants, no clipping.
 */
export type TrainingOptions = { 
/**
 * Images a step.
 */
batchSize: number, 
/**
 * Before its schedule.
 */
learningRate: number, 
/**
 * Weight of the KL term (Higgins et al. 2017): loss = reconstruction + beta * KL.
 */
beta: number, 
/**
 * The loss of a step, with its constants.
 */
objective: Objective, 
/**
 * What beta is multiplied with at each step.
 */
betaSchedule: BetaSchedule, 
/**
 * What the learning rate is multiplied with at each step.
 */
rateSchedule: RateSchedule, 
/**
 * How gradients change the weights.
 */
optimizer: Optimizer, 
/**
 * Longest gradient, all parameters together, at the mean loss of a batch; a longer one is shortened to it.
 */
clipNorm: number | null, };

/**
 * A model and its training. What is left out is the reference network for 8x8 digits.
 */
export type SessionOptions = { 
/**
 * The network.
 */
model: ModelOptions, 
/**
 * How it is trained.
 */
training: TrainingOptions, 
/**
 * Fixes initial weights, batch order and noise.
 */
seed: number, };

/**
 * Which part of the data: the rows trained on, or the rows held out.
 */
export type Split = "train" | "test";

/**
 * Mean nats an image over the images measured.
 */
export type Losses = { 
/**
 * `-log p(x | z)`, summed over pixels.
 */
reconstruction: number, 
/**
 * KL divergence of the posterior from the prior, summed over latent dimensions; never below 0.
 */
kl: number, 
/**
 * `reconstruction + beta * kl` with the full beta, whatever the objective and the schedule; the negative
 * ELBO at beta = 1.
 */
loss: number, };

/**
 * What was set up, and the options that are in force now, complete.
 */
export type Setup = { 
/**
 * As the engine completed them.
 */
options: SessionOptions, 
/**
 * Trainable parameters.
 */
parameters: number, 
/**
 * Bytes that training will hold beside the data, an estimate.
 */
trainingBytes: number, 
/**
 * Whether a checkpoint of the model is small enough to be read again.
 */
savable: boolean, 
/**
 * Optimiser steps an epoch.
 */
stepsPerEpoch: number, };

/**
 * What a training call did.
 */
export type Trained = { 
/**
 * Steps taken in this call.
 */
steps: number, 
/**
 * Steps since the last reset.
 */
step: number, 
/**
 * Epochs completed, a fraction while inside one.
 */
epoch: number, 
/**
 * Whether the last step ended an epoch.
 */
epochEnded: boolean, 
/**
 * Training images seen in this call.
 */
images: number, 
/**
 * Mean over the batches since the last call.
 */
losses: Losses, };

/**
 * What came out of a checkpoint.
 */
export type Loaded = { 
/**
 * Steps since the last reset.
 */
step: number, 
/**
 * Epochs completed, a fraction while inside one.
 */
epoch: number, setup: Setup, };

/**
 * A place in training.
 */
export type Place = { 
/**
 * Steps since the last reset.
 */
step: number, 
/**
 * Epochs completed, a fraction while inside one.
 */
epoch: number, };

/**
 * Moments of the mixture of all images' posteriors, which a good model brings near to the prior
 * (Hoffman & Johnson 2016).
 */
export type AggregatePosterior = { 
/**
 * `latent` values: the mean of the posterior means.
 */
mean: Array<number>, 
/**
 * `latent * latent` values, row-major: the covariance of the posterior means plus the mean of the
 * posterior variances (law of total covariance).
 */
covariance: Array<number>, 
/**
 * KL divergence from the standard normal prior of the Gaussian with these moments, in nats. The
 * mixture itself is at least as far from the prior. `None` where the covariance is singular.
 */
momentMatchedKl: number | null, };

/**
 * What a model does on a set of images. Losses are in nats, means over the images; lower is better.
 */
export type Statistics = { 
/**
 * Images measured.
 */
images: number, 
/**
 * Latents drawn an image.
 */
samples: number, 
/**
 * `reconstruction + kl`, the bound that training at beta = 1 lowers (Kingma & Welling 2013).
 */
negativeElbo: number, 
/**
 * `-log p(x | z)`, summed over pixels, the mean over all draws.
 */
reconstruction: number, 
/**
 * KL divergence of the posteriors from the prior, exact, summed over latent dimensions.
 */
kl: number, 
/**
 * The same for each latent dimension.
 */
klPerDimension: Array<number>, 
/**
 * `-L_k` with `k = samples` (Burda et al. 2016, equation 8): between the negative ELBO and the
 * negative log-likelihood, and nearer to the latter the more samples there are. A likelihood only
 * where the images are binary.
 */
importanceWeightedBound: number, 
/**
 * Variance over the images of the posterior mean, for each latent dimension.
 */
meanVariances: Array<number>, 
/**
 * Latent dimensions whose posterior mean varies by more than 0.01 (Burda et al. 2016, section 5.2).
 */
activeUnits: number, 
/**
 * Where the posteriors of all images lie together.
 */
aggregatePosterior: AggregatePosterior, };

/**
 * Part of a picture, in pixels from the top left corner of its first pixel. It may reach outside.
 */
export type Region = { top: number, left: number, height: number, width: number, };

/**
 * What is known of the background of a picture.
 */
export type SceneBackground = { "kind": "constant" } | { "kind": "smooth" } | { "kind": "given" };

/**
 * How a picture is searched.
 */
export type DetectOptions = { 
/**
 * Sizes of the windows at first, in sizes of the model's images; the search changes them.
 */
scales: Array<number>, 
/**
 * Pixels from one window to the next, at first.
 */
stride: number, 
/**
 * Nats for each pixel of the model's images, by which an object must explain the picture better than what is there
 * without it: the price of saying that there is one, and where, and of what a model never explains.
 */
price: number, 
/**
 * At most so many objects.
 */
objects: number, 
/**
 * What is where no object is.
 */
background: SceneBackground, };

/**
 * An object that was found.
 */
export type Detected = { 
/**
 * Around all of it that is visible.
 */
box: Region, 
/**
 * What the model saw: a window of its images' shape.
 */
window: Region, 
/**
 * `gain - kl`, the search's measure.
 */
score: number, 
/**
 * How much better it explains the window than what is there without it, in nats.
 */
gain: number, 
/**
 * Of its posterior from the prior, in nats.
 */
kl: number, };

/**
 * What was found in a picture; large arrays cross beside the rest.
 */
export type Detections = { 
/**
 * The best first, and last those that are there by what stands out from a known background alone.
 */
objects: Array<Detected>, 
/**
 * Means of their posteriors, `objects * latent`.
 */
mean: Float32Array, 
/**
 * Natural logarithms of their variances.
 */
logVariance: Float32Array, 
/**
 * The decoded means, `objects * pixels` of the model's images.
 */
images: Float32Array, 
/**
 * Which object each of the picture's pixels is of, counted from 1 as they stand in `objects`; 0 is background.
 */
labels: Uint8Array, 
/**
 * The posterior probability that a pixel is of an object, `height * width`; before a known background, at the end, 1
 * where it is and 0 where it isn't.
 */
presence: Float32Array, };

/**
 * Tiles of a picture as the model sees them; large arrays cross beside the rest.
 */
export type Tiles = { 
/**
 * Row and column of each tile's top left pixel, two values a tile, top row first.
 */
places: Uint32Array, 
/**
 * Means of the posteriors, `tiles * latent`.
 */
mean: Float32Array, 
/**
 * Natural logarithms of their variances.
 */
logVariance: Float32Array, 
/**
 * `-log p(tile | posterior mean)` of each, in nats.
 */
error: Float32Array, 
/**
 * The decoded tiles, those that overlap blended: the picture's height and width, the model's channels.
 */
reconstruction: Float32Array, };

/**
 * Long work that goes on in parts while training does.
 */
export type JobRequest = { "kind": "statistics", split: Split, samples: number, } | { "kind": "units", split: Split, };

/**
 * A job that has begun.
 */
export type JobStarted = { 
/**
 * What it is called from now on.
 */
id: number, 
/**
 * Parts it has, such as images to measure.
 */
total: number, };

/**
 * How far a job is.
 */
export type JobState = { 
/**
 * Parts that are done.
 */
done: number, 
/**
 * Parts in all.
 */
total: number, 
/**
 * What the parts that are done give; `null` before there is something.
 */
result: JobResult | null, };

/**
 * What a job gives.
 */
export type JobResult = { "kind": "statistics" } & Statistics | { "kind": "units" } & UnitStatistics | { "kind": "detections" } & Detections | { "kind": "tiles" } & Tiles;

/**
 * A square window that moves over an image, and the image it moves over. Past the image's edge are zeros.
 */
export type Window = { 
/**
 * Pixels of its side.
 */
size: number, 
/**
 * Pixels from one place to the next, down and across.
 */
stride: number, 
/**
 * Pixels that it reaches past each edge of the image.
 */
padding: number, 
/**
 * Rows of the image's pixels.
 */
height: number, 
/**
 * Columns of the image's pixels.
 */
width: number, 
/**
 * Values of a pixel.
 */
channels: number, };

/**
 * How a layer's weight `[rows, columns]` is used.
 */
export type LayerKind = { "kind": "dense" } | { "kind": "convolution", 
/**
 * Over the block's input.
 */
window: Window, } | { "kind": "transposedConvolution", 
/**
 * Over the block's output.
 */
window: Window, };

/**
 * What a block takes or gives for one image.
 */
export type Size = { height: number, width: number, channels: number, } | { 
/**
 * Values of it.
 */
features: number, };

/**
 * A tensor of a checkpoint.
 */
export type TensorPlan = { 
/**
 * Its place in the module's tree, such as `encoder.mlp.layers.1.weight`.
 */
name: string, 
/**
 * Sizes of its dimensions, row-major.
 */
shape: Array<number>, };

/**
 * What normalises a layer's output, channel by channel, before the activation.
 */
export type NormPlan = { 
/**
 * Batch or group.
 */
kind: Norm, 
/**
 * Of the layer's output.
 */
channels: number, 
/**
 * Of a group norm: how many groups the channels make.
 */
groups: number | null, 
/**
 * Gamma and beta.
 */
parameters: [TensorPlan, TensorPlan], 
/**
 * Of a batch norm: running mean and variance.
 */
statistics: Array<TensorPlan>, };

/**
 * A layer with its norm and its activation.
 */
export type Block = { 
/**
 * Before its weight's and bias's names in a checkpoint, such as `encoder.mlp.layers.1`.
 */
name: string, 
/**
 * Dense, or a convolution of either direction.
 */
layer: LayerKind, 
/**
 * What the block before gives; the image or the latent vector, of the first.
 */
input: Size, 
/**
 * What the block after takes; the posterior's parameters or the image, of the last.
 */
output: Size, 
/**
 * Weight and bias.
 */
parameters: [TensorPlan, TensorPlan], 
/**
 * Between the layer and its activation, where there is one.
 */
norm: NormPlan | null, 
/**
 * After the norm; none at a network's end.
 */
activation: Activation | null, 
/**
 * Products of a weight and a value in the forward pass of one image.
 */
multiplyAdds: number, };

/**
 * The blocks of a model for images of one size, each network's from its input to its output. Counts have 64
 * bits on every machine and stop at the largest there is, so that what does not fit is never taken for little.
 */
export type Plan = { 
/**
 * Image to mean and log-variance: convolutions, where there are any, then dense layers.
 */
encoder: Array<Block>, 
/**
 * Latent vector to image: dense layers, then transposed convolutions, where there are any.
 */
decoder: Array<Block>, 
/**
 * Logarithm of the likelihood's scale, where it is learned.
 */
logScale: TensorPlan | null, };

/**
 * What a model is made of, and what it takes.
 */
export type Structure = { plan: Plan, 
/**
 * Trainable parameters.
 */
parameters: number, 
/**
 * Bytes that training will hold beside the data, an estimate.
 */
trainingBytes: number, };

/**
 * What a part of a trace is.
 */
export type PartKind = "layer" | "norm" | "activation" | "latent" | "image" | "reconstruction" | "kl" | "logScale";

/**
 * Where one stage's values stand in what a trace gives of each image.
 */
export type TracePart = { 
/**
 * Of which stage they are.
 */
kind: PartKind, 
/**
 * Of which block: the encoder's, then the decoder's, counted from 0; `null` of what belongs to none.
 */
block: number | null, 
/**
 * Values of the image before them.
 */
offset: number, 
/**
 * How many they are.
 */
values: number, };

/**
 * What is in force in place of what a block computes.
 */
export type Edit = { 
/**
 * The encoder's blocks, then the decoder's, counted from 0.
 */
block: number, 
/**
 * A channel of its output; a value of a dense layer's.
 */
unit: number, 
/**
 * A place of a convolution's output, row-major; all of them where there is none.
 */
place: number | null, 
/**
 * What its output is there.
 */
value: number, };

/**
 * A number of each image, whose derivative by the image's pixels is asked for.
 */
export type SaliencyOf = { "kind": "mean", 
/**
 * Latent dimension, counted from 0.
 */
dimension: number, } | { "kind": "logVariance", 
/**
 * Latent dimension, counted from 0.
 */
dimension: number, } | { "kind": "kl" } | { "kind": "loss" } | { "kind": "unit", 
/**
 * The encoder's blocks, then the decoder's, counted from 0.
 */
block: number, 
/**
 * A channel of its output; a value of a dense layer's.
 */
unit: number, 
/**
 * Place of its output, row-major; 0 of a dense layer.
 */
place: number, };

/**
 * What one step did to a parameter. Norms are Euclidean.
 */
export type ParameterMeasure = { 
/**
 * Its name in the plan.
 */
name: string, 
/**
 * Numbers in it.
 */
values: number, 
/**
 * Norm of the parameter before the step.
 */
weight: number, 
/**
 * Norm of the loss's gradient, before any clipping.
 */
gradient: number, 
/**
 * Norm of what the optimiser added.
 */
change: number, };

/**
 * A training step, seen from inside.
 */
export type StepMeasures = { 
/**
 * Steps taken before it.
 */
step: number, 
/**
 * Images of its batch.
 */
size: number, 
/**
 * Weight of the KL term in it, schedule included.
 */
beta: number, 
/**
 * Learning rate of it, schedule included.
 */
rate: number, 
/**
 * Mean over its batch of `-log p(x | z)`, in nats.
 */
reconstruction: number, 
/**
 * Mean over its batch of the KL divergence, in nats.
 */
kl: number, 
/**
 * Every trained parameter, in the plan's order.
 */
parameters: Array<ParameterMeasure>, };

/**
 * The units of one block, after its activation.
 */
export type BlockUnits = { 
/**
 * The encoder's blocks, then the decoder's, counted from 0.
 */
block: number, 
/**
 * Share of images and places where the unit is above 0, for each unit.
 */
active: Array<number>, 
/**
 * Mean over images and places.
 */
mean: Array<number>, 
/**
 * Variance over images of the mean over places.
 */
variance: Array<number>, 
/**
 * Images a unit in the two lists below: those that excite it most at any one place, strongest first.
 */
top: number, 
/**
 * Their rows in the data, `units * top`.
 */
rows: Array<number>, 
/**
 * The unit's largest value in each, `units * top`.
 */
values: Array<number>, };

/**
 * How the hidden units answer to a split's images. A unit is a channel of a convolution, over all its places, or a
 * value of a dense layer.
 */
export type UnitStatistics = { 
/**
 * Images seen.
 */
images: number, 
/**
 * Every block with an activation.
 */
blocks: Array<BlockUnits>, };

/**
 * A scene VAE and its training. What is left out when it is read has its default.
 */
export type SceneOptions = { 
/**
 * Latent dimensions of what an object looks like.
 */
what: number, 
/**
 * Latent dimensions of the background. Few, for a strong background would explain the objects too.
 */
background: number, 
/**
 * Pixels of an object's side, about: the middle of the prior.
 */
objectSize: number, 
/**
 * Standard deviation of a pixel.
 */
deviation: number, 
/**
 * Scenes a step.
 */
batchSize: number, 
/**
 * At the start; it falls to 0.3 of it over `steps`.
 */
learningRate: number, 
/**
 * Prior probability that a cell has an object, at the end of its schedule.
 */
presence: number, 
/**
 * Steps on dreamed scenes before those on the real ones; none where there is nothing to dream of.
 */
dreams: number, 
/**
 * Steps on the scenes over which the schedules run.
 */
steps: number, 
/**
 * Fixes initial weights, batches, noise and dreams.
 */
seed: number, };

/**
 * The negative ELBO's parts, mean nats a scene. Of dreams: of the glimpses and the ground, and `-log q` of what is
 * known of place and presence.
 */
export type SceneLosses = { 
/**
 * `-log p(x | z)`, summed over pixels.
 */
reconstruction: number, 
/**
 * KL of what objects look like.
 */
what: number, 
/**
 * KL of the boxes.
 */
place: number, 
/**
 * KL of the depths.
 */
depth: number, 
/**
 * KL of the presences.
 */
presence: number, 
/**
 * KL of the background.
 */
background: number, 
/**
 * Their sum.
 */
loss: number, };

/**
 * A scene VAE that was set up or loaded.
 */
export type SceneSetup = { 
/**
 * As the engine completed them.
 */
options: SceneOptions, 
/**
 * Trainable parameters.
 */
parameters: number, 
/**
 * Rows and columns of cells.
 */
grid: [number, number], 
/**
 * Steps on dreams before those on the scenes; 0 where there is nothing to dream of.
 */
dreams: number, 
/**
 * Steps so far.
 */
step: number, };

/**
 * What training a scene VAE did.
 */
export type SceneTrained = { 
/**
 * Steps so far, those on dreams included.
 */
step: number, 
/**
 * Whether the last step was one on dreams.
 */
dreaming: boolean, 
/**
 * Mean over the steps since the last call.
 */
losses: SceneLosses, 
/**
 * Negative ELBO of the scenes held out at the best weights so far; `null` before they were looked at.
 */
best: number | null, };

/**
 * The background VAE of a clip, and its training. What is left out when it is read has its default.
 */
export type ClipOptions = { 
/**
 * Pixels of a frame's longer side as the model sees it; larger frames are shrunk.
 */
side: number, 
/**
 * Latent dimensions: the ways in which the light can change.
 */
latent: number, 
/**
 * Frames a step.
 */
batchSize: number, 
/**
 * At the start; it falls to nearly 0 over `steps`.
 */
learningRate: number, 
/**
 * Over which the learning rate falls.
 */
steps: number, 
/**
 * Fixes initial weights, batches and noise.
 */
seed: number, };

/**
 * The negative ELBO's parts, mean nats a frame.
 */
export type ClipLosses = { 
/**
 * `-log p(x | z)`, summed over pixels.
 */
reconstruction: number, 
/**
 * KL of the light.
 */
kl: number, 
/**
 * Their sum.
 */
loss: number, };

/**
 * A background VAE that was set up.
 */
export type ClipSetup = { 
/**
 * As the engine completed them.
 */
options: ClipOptions, 
/**
 * Height, width and channels of frames as it sees them.
 */
size: [number, number, number], 
/**
 * Trainable parameters.
 */
parameters: number, };

/**
 * What training a background VAE did.
 */
export type ClipTrained = { 
/**
 * Steps so far.
 */
step: number, 
/**
 * Mean over the steps since the last call.
 */
losses: ClipLosses, };

/**
 * A session that was opened.
 */
export type SessionInfo = { 
/**
 * As the engine completed them.
 */
options: SessionOptions, 
/**
 * What the driver calls the device's hardware; empty where it does not tell.
 */
adapter: string, 
/**
 * Most bytes of one tensor on the device.
 */
largestBuffer: number, };

/**
 * What memory is wanted for.
 */
export type Demand = "training" | "tensor" | "images";

/**
 * A failure that a person can act on. It serialises as `{ code, values }`.
 */
export type EngineFailure = { "code": "outOfRange", "values": { field: string, name: string, value: number, least: number, most: number, whole: boolean, above: boolean, } } | { "code": "listOutOfRange", "values": { field: string, name: string, values: string, count: number, most: number, } } | { "code": "invalidOption", "values": { name: string, value: string, allowed: string, } } | { "code": "invalidArgument", "values": { argument: string, problem: string, } } | { "code": "tooLarge", "values": { what: Demand, needed: number, limit: number, device: string, batch: number | null, } } | { "code": "emptyImages", "values": { count: number, height: number, width: number, channels: number, } } | { "code": "pixelCount", "values": { values: number, count: number, height: number, width: number, channels: number, } } | { "code": "pixelRange", "values": { pixel: number, image: number, value: number, } } | { "code": "noSuchRow", "values": { row: number, count: number, } } | { "code": "noSuchTestRow", "values": { row: number, count: number, } } | { "code": "testRowTwice", "values": { row: number, } } | { "code": "onlyTestImages" } | { "code": "tooFewImages", "values": { count: number, least: number, } } | { "code": "ragged", "values": { values: number, what: string, size: number, } } | { "code": "notFinite", "values": { place: number, what: string, index: number, value: number, } } | { "code": "unreadable", "values": { reason: string, } } | { "code": "noData" } | { "code": "noScenes" } | { "code": "noClip" } | { "code": "diverged", "values": { step: number, } } | { "code": "invalidCheckpoint", "values": { problem: string, } } | { "code": "differentImages", "values": { images: number, trainingImages: number, height: number, width: number, channels: number, } } | { "code": "differentSize", "values": { height: number, width: number, channels: number, found: [number, number, number], } } | { "code": "device", "values": { device: string, reason: string, } } | { "code": "deviceLost", "values": { device: string, reason: string, } };

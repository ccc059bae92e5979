// Made from the Rust types of crates/instrument by `UPDATE_WIRE=1 cargo test wire`. Do not edit.

/**
 * What a component's covariance may be.
 */
export type Covariance = "full" | "diagonal";

/**
 * How a mixture is fitted.
 */
export type MixtureOptions = { 
/**
 * How many Gaussians.
 */
components: number, 
/**
 * Of each component.
 */
covariance: Covariance, 
/**
 * Starts of which the best is followed.
 */
restarts: number, 
/**
 * Added to the diagonal of each covariance, in squared units of the points.
 */
regularisation: number, 
/**
 * Gain in mean log-likelihood, in nats, below which a fit has converged.
 */
tolerance: number, 
/**
 * Of expectation maximisation, for each start.
 */
iterations: number, 
/**
 * The same seed and points give the same mixture.
 */
seed: number, };

/**
 * A Gaussian mixture, its matrices flat.
 */
export type Mixture = { 
/**
 * Of the space.
 */
dimensions: number, 
/**
 * Which form `covariances` have.
 */
covariance: Covariance, 
/**
 * One a component; they add up to 1.
 */
weights: Array<number>, 
/**
 * `dimensions` values a component.
 */
means: Array<number>, 
/**
 * A matrix a component, row after row; of a diagonal one, the diagonal alone.
 */
covariances: Array<number>, };

/**
 * A mixture that was fitted, and how well.
 */
export type FittedMixture = { 
/**
 * What was fitted.
 */
mixture: Mixture, 
/**
 * Mean over the points it was fitted on, in nats.
 */
logLikelihood: number, 
/**
 * Bayesian information criterion; less is better.
 */
bic: number, 
/**
 * Of expectation maximisation.
 */
iterations: number, 
/**
 * Whether the last of them gained less than the tolerance.
 */
converged: boolean, };

/**
 * A Gaussian for each class, weighted by how many points it has.
 */
export type ClassMixture = { 
/**
 * A component a class that has points.
 */
mixture: Mixture, 
/**
 * Which class each component is.
 */
classes: Array<number>, };

/**
 * A measure with its interval.
 */
export type Estimate = { 
/**
 * For the points as they are.
 */
value: number, 
/**
 * Percentiles of the resampled values, moved by `bias` and kept within the measure's range.
 */
low: number, high: number, 
/**
 * By how much the resampled values lie above `value` in the mean. A resample has fewer different points, which
 * alone makes a Frechet distance larger; the interval would else lie above the value.
 */
bias: number, 
/**
 * Points of each set that were compared.
 */
points: [number, number], };

/**
 * Each measure with its 95% interval.
 */
export type Comparison = { 
/**
 * Squared maximum mean discrepancy; about 0 for points of one distribution, and below it by chance.
 */
discrepancy: Estimate, 
/**
 * Frechet distance of the Gaussians fitted to both; 0 for equal ones.
 */
frechet: Estimate, 
/**
 * Share of the made points that lie among the real ones.
 */
precision: Estimate, 
/**
 * Share of the real points that lie among the made ones.
 */
recall: Estimate, };

/**
 * How much the dimensions tell of the factors.
 */
export type InformationResult = { 
/**
 * Of each factor, each dimension's mutual information as a share of the factor's entropy.
 */
matrix: Array<Array<number>>, 
/**
 * Of each factor, the greatest share that a dimension has of it shuffled among the points: what is by chance alone.
 */
chances: Array<number>, 
/**
 * Of each factor, by how much the best dimension's share is above the second's; null where it never changes.
 */
gaps: Array<number | null>, 
/**
 * The mutual information gap: their mean; null where there is none.
 */
mig: number | null, };

/**
 * A place that the prior draws from and the points are not at.
 */
export type Hole = { 
/**
 * In the two coordinates.
 */
at: [number, number], 
/**
 * The densities there.
 */
prior: number, density: number, };

/**
 * A fitted regression. Its coefficients are of standardised dimensions.
 */
export type LogisticModel = { 
/**
 * Of each dimension of the points it was fitted to.
 */
mean: Array<number>, 
/**
 * One by the standard deviation of each dimension; 1 where that is 0.
 */
scale: Array<number>, 
/**
 * How many classes there are, with those that no point has.
 */
classes: number, 
/**
 * The classes that some point has.
 */
present: Array<number>, 
/**
 * Of each class present, `[dimensions]`.
 */
coefficients: Array<Array<number>>, 
/**
 * Of each class present.
 */
intercepts: Array<number>, 
/**
 * Of L-BFGS.
 */
iterations: number, 
/**
 * Whether the slope fell below the tolerance.
 */
converged: boolean, };

/**
 * The mean of some points and the directions they vary in, by falling variance.
 */
export type Principal = { 
/**
 * `[dimensions]`
 */
mean: Array<number>, 
/**
 * Unit vectors, each `[dimensions]`; the largest loading of each is positive.
 */
components: Array<Array<number>>, 
/**
 * Variance along each component, with `points - 1` in the denominator.
 */
variances: Array<number>, 
/**
 * Share of the variance along each component; 0 where all points are equal.
 */
explained: Array<number>, };

/**
 * How many points have one coordinate in each of equally wide bins.
 */
export type Histogram = { 
/**
 * The range of the bins; `high` itself belongs to the last.
 */
low: number, high: number, 
/**
 * Of each bin.
 */
counts: Array<number>, 
/**
 * Points outside.
 */
below: number, above: number, };

/**
 * An upright box in an image, in pixels from its top left corner; its numbers are finite and its sides above 0.
 */
export type BoundingBox = { 
/**
 * Of the left edge.
 */
x: number, 
/**
 * Of the upper edge.
 */
y: number, width: number, height: number, };

/**
 * A thing that was found in an image.
 */
export type Detection = { 
/**
 * Where it is.
 */
box: BoundingBox, 
/**
 * How sure it is; more is surer, on whatever scale.
 */
score: number, 
/**
 * What it was taken for, where that is known.
 */
class?: number | null, 
/**
 * Its code, by which it is known again; as long for each that has one, or empty.
 */
latent?: Array<number>, };

/**
 * Pixels of a mask that hang together.
 */
export type Component = { 
/**
 * The smallest around them.
 */
box: BoundingBox, 
/**
 * How many pixels there are.
 */
area: number, };

/**
 * A number that changes at a nearly constant rate, as a Kalman filter knows it: its value and its change a frame, and
 * their variances.
 */
export type Motion = { 
/**
 * In its units.
 */
value: number, 
/**
 * A frame.
 */
velocity: number, 
/**
 * Of the value.
 */
variance: number, 
/**
 * Of value and velocity.
 */
covariance: number, 
/**
 * Of the velocity.
 */
velocityVariance: number, };

/**
 * The filter of a box: its centre and the logarithm of its area change at nearly constant rates, the logarithm of its
 * aspect is nearly constant. SORT has the area itself; its logarithm keeps boxes from turning inside out, and noise is a
 * share of the size at every size. No noise is shared, so that four small filters are the same as the one of seven
 * numbers.
 */
export type BoxMotion = { 
/**
 * Of the centre, in pixels.
 */
x: Motion, y: Motion, 
/**
 * Natural logarithm of width times height.
 */
logArea: Motion, 
/**
 * Natural logarithm of width over height.
 */
logAspect: Motion, };

/**
 * How often a track was taken for a class.
 */
export type Vote = { 
/**
 * Which one.
 */
class: number, 
/**
 * Detections that say so.
 */
count: number, };

/**
 * A thing that is followed.
 */
export type Track = { 
/**
 * Its own, counted from 1.
 */
id: number, 
/**
 * Where it is as far as is known.
 */
box: BoundingBox, 
/**
 * What is known of its movement.
 */
motion: BoxMotion, 
/**
 * Frames in a row in which it was seen, until now or until it was last.
 */
hits: number, 
/**
 * Frames since it was last seen; 0 where it is in this one.
 */
missed: number, 
/**
 * Whether it has been seen often enough to be believed.
 */
believed: boolean, 
/**
 * What its detections were taken for, in the order in which classes came up.
 */
votes: Array<Vote>, 
/**
 * Mean of its detections' codes, the latest counting most; empty where they had none.
 */
latent: Array<number>, 
/**
 * Its centre in each of the last frames, `[x, y]`, this one last.
 */
trail: Array<[number, number]>, };

/**
 * What is followed, between two frames: all that the next frame needs.
 */
export type Tracker = { 
/**
 * How many it has had.
 */
frames: number, 
/**
 * How many things it has given an id.
 */
born: number, 
/**
 * In the order in which they began.
 */
tracks: Array<Track>, };

/**
 * When a detection goes on a track, and when tracks begin and end.
 */
export type TrackerOptions = { 
/**
 * Least overlap (IoU) of a detection with where its track was expected; 0.3, as in SORT.
 */
overlap: number, 
/**
 * Greatest distance of a detection's code from its track's; without one, which is the default, codes don't count.
 */
latentDistance: number | null, 
/**
 * Share of a track's code that it keeps as it takes a detection's; 0.9, as in JDE (Wang and others 2020).
 */
latentMemory: number, 
/**
 * Frames in a row in which a thing must be seen before it is believed; 3, as in SORT. In the first so many frames
 * of all, everything is believed.
 */
minHits: number, 
/**
 * Frames for which a track that was believed lives on unseen; 8. SORT has 1; a longer one bridges what hides
 * things for a moment.
 */
maxAge: number, 
/**
 * Places of a track that are kept, the last ones; 60.
 */
trail: number, };

/**
 * A track that is believed, in one frame.
 */
export type Followed = { 
/**
 * The track's own.
 */
id: number, 
/**
 * Where it is as far as is known.
 */
box: BoundingBox, 
/**
 * What most of its detections were taken for.
 */
class: number | null, 
/**
 * Frames since it was last seen; 0 where it is in this one.
 */
missed: number, };

/**
 * A frame's things.
 */
export type TrackedFrame = { 
/**
 * Those that are believed, those not seen too.
 */
tracks: Array<Followed>, 
/**
 * The id of each detection's track, whether that is believed or not yet.
 */
ids: Array<number>, };

/**
 * Which pixels are of the foreground.
 */
export type ForegroundOptions = { 
/**
 * Residual above which a pixel is of it; 4, which noise alone passes at 6 pixels of 100,000.
 */
high: number, 
/**
 * Residual above which it is where others that hang together with it pass `high`; 2.
 */
low: number, 
/**
 * Pixels of the smallest thing; 6.
 */
leastArea: number, };

/**
 * A failure that a person can act on. It serialises as `{ code, values }`.
 */
export type InstrumentFailure = { "code": "ragged", "values": { values: number, dimensions: number, } } | { "code": "notFinite", "values": { point: number, dimension: number, value: number, } } | { "code": "noSuchClass", "values": { point: number, label: number, classes: number, } } | { "code": "labelCount", "values": { labels: number, points: number, } } | { "code": "tooFewPoints", "values": { what: string, points: number, least: number, } } | { "code": "tooFewClasses", "values": { what: string, classes: number, } } | { "code": "differentDimensions", "values": { found: number, expected: number, } } | { "code": "invalidArgument", "values": { argument: string, problem: string, } } | { "code": "outOfRange", "values": { name: string, value: number, least: number, most: number, } } | { "code": "count", "values": { what: string, found: number, expected: number, } } | { "code": "noSuchPoint", "values": { point: number, points: number, } } | { "code": "noSuchDimension", "values": { dimension: number, dimensions: number, } } | { "code": "noWay", "values": { from: number, to: number, } } | { "code": "edgeLength", "values": { edge: number, length: number, } } | { "code": "channels", "values": { channels: number, } } | { "code": "featuresFile", "values": { reason: string, } };

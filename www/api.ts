/**
 * Trains variational autoencoders in the browser, on WebGPU or on the CPU, each model in a worker of its own.
 *
 * @packageDocumentation
 */
export { EngineError } from "./engine/client";
export { createVae, defaults, Vae } from "./engine/vae";
export type { DetectChange, JobOptions, SessionChange, TraverseOptions, VaeOptions } from "./engine/vae";
export type { WorkOptions } from "./instrument/client";
export { Instrument } from "./instrument/instrument";
export type { SampleOptions } from "./instrument/instrument";
export type {
  Classified,
  Comparison,
  Covariance,
  Estimate,
  Factor,
  FittedMixture,
  InformationResult,
  Labelled,
  Method,
  Mixture,
  MixtureOptions,
  PointSet,
  Principal,
} from "./instrument/protocol";
export type { Spacing } from "./walks/places";
export type {
  Activation,
  AggregatePosterior,
  BetaSchedule,
  Block,
  BlockTensors,
  BlockUnits,
  Detected,
  Detections,
  DetectOptions,
  DeviceChoice,
  DeviceInfo,
  DeviceKind,
  Edit,
  Given,
  ImageData,
  LayerKind,
  Likelihood,
  Losses,
  ModelOptions,
  Norm,
  NormPlan,
  Objective,
  Optimizer,
  ParameterMeasure,
  PartKind,
  Picture,
  Plan,
  Posterior,
  Progress,
  RateSchedule,
  RecordedBlock,
  Region,
  SaliencyOf,
  SceneBackground,
  SessionOptions,
  Size,
  Split,
  Stage,
  Statistics,
  StepMeasures,
  StepRecord,
  Structure,
  TensorPlan,
  Tiles,
  Trace,
  TracePart,
  Trained,
  TrainingOptions,
  UnitStatistics,
  Window,
} from "./engine/protocol";

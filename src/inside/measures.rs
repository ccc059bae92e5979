use serde::Serialize;

/// What one step did to a parameter. Norms are Euclidean.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ParameterMeasure {
    /// Its name in the plan.
    pub name: String,
    /// Numbers in it.
    pub values: usize,
    /// Norm of the parameter before the step.
    pub weight: f32,
    /// Norm of the loss's gradient, before any clipping.
    pub gradient: f32,
    /// Norm of what the optimiser added.
    pub change: f32,
}

/// A training step, seen from inside.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct StepMeasures {
    /// Steps taken before it.
    pub step: usize,
    /// Images of its batch.
    pub size: usize,
    /// Weight of the KL term in it, schedule included.
    pub beta: f64,
    /// Learning rate of it, schedule included.
    pub rate: f64,
    /// Mean over its batch of `-log p(x | z)`, in nats.
    pub reconstruction: f32,
    /// Mean over its batch of the KL divergence, in nats.
    pub kl: f32,
    /// Every trained parameter, in the plan's order.
    pub parameters: Vec<ParameterMeasure>,
}

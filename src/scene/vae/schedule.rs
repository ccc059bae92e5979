use super::config::SceneOptions;

/// Prior of a presence at the start, its logarithm falling in a line; and the share of the steps after which it stays.
const PRESENCE: (f64, f64) = (0.1, 0.4);
/// Temperature of a presence at the start and at the end, in a line; and the share of the steps after which it stays.
const TEMPERATURE: (f64, f64, f64) = (1.0, 0.5, 0.4);
/// What is left of the learning rate at the end.
const RATE: f64 = 0.3;

/// What changes while a scene VAE learns, as in SPACE (Lin et al. 2020, appendix).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Setting {
    /// Prior probability that a cell has an object.
    pub presence: f64,
    /// Of the relaxed presence.
    pub temperature: f64,
    /// Of the optimiser.
    pub rate: f64,
}

impl Setting {
    /// Of a step on the scenes, counted from 0.
    pub fn at(step: usize, options: &SceneOptions) -> Self {
        let share = |of: f64| (step as f64 / (of * options.steps as f64)).min(1.0);
        let (start, until) = PRESENCE;
        let (hot, cold, cooled) = TEMPERATURE;
        Self {
            presence: start * (options.presence / start).powf(share(until)),
            temperature: hot + (cold - hot) * share(cooled),
            rate: options.learning_rate * RATE.powf(share(1.0)),
        }
    }

    /// Once all has come to its end.
    pub fn last(options: &SceneOptions) -> Self {
        Self::at(options.steps, options)
    }
}

//! A variational autoencoder that learns to find the objects of scenes without labels: each scene is a background and
//! an object, or none, in each cell of a grid, with a place, a depth and a look of its own.

mod boxes;
mod checkpoint;
mod config;
mod cutout;
mod detect;
mod dream;
mod loss;
mod model;
mod noise;
mod place;
mod presence;
mod schedule;
mod trainer;
mod upsample;

pub use boxes::Boxes;
pub use checkpoint::SceneSettings;
pub use config::{Frame, SceneOptions};
pub use detect::Found;
pub use loss::Parts;
pub use model::{Pass, SceneVae, lines};
pub use noise::Noise;
pub use place::Places;
pub use presence::Presence;
pub use schedule::Setting;
pub use trainer::{SceneLosses, SceneTrainer};
pub(super) use upsample::upsample;

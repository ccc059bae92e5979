//! Scenes of several objects.

pub mod vae;

//! A scene VAE's first steps on any device.

use vae_playground::scene::vae::{SceneLosses, SceneOptions};
use vae_playground::session::Session;
use vae_playground::wire::{Nothing, SessionOptions, SetScenes, TrainScene};

const SHAPE: [f64; 4] = [20.0, 24.0, 36.0, 1.0];
const PIXELS: usize = 24 * 36;

fn scenes() -> Vec<f32> {
    (0..20 * PIXELS).map(|at| f32::from(at as u8) / 255.0).collect()
}

/// The losses of the first three steps, and the reconstruction of two scenes after them.
async fn first_steps() -> (SceneLosses, Vec<f32>) {
    let mut session = Session::open(SessionOptions::default()).await.unwrap();
    let options = SceneOptions { batch_size: 4, steps: 10, ..SceneOptions::default() };
    session.set_scenes(SetScenes { shape: SHAPE, options }, scenes()).await.unwrap();
    let trained = session.train_scene(TrainScene { steps: 3.0 }).await.unwrap();
    let two = scenes()[..2 * PIXELS].to_vec();
    let found = session.detect_scene(Nothing {}, two).await.unwrap();
    (trained.losses, found.reconstruction)
}

/// Both devices draw the same batches and the same noise, so that their losses differ by rounding alone: these are the
/// CPU device's.
pub async fn a_scene_vae_learns_as_on_the_cpu() {
    let (losses, reconstruction) = first_steps().await;
    let own = [losses.reconstruction, losses.what, losses.place, losses.background];
    for (own, cpu) in own.into_iter().zip([326.8414, 0.1941968, 0.03392667, 0.008497675]) {
        assert!((own - cpu).abs() < 1e-3 * cpu.abs(), "{losses:?}");
    }
    let mean = reconstruction.iter().sum::<f32>() / reconstruction.len() as f32;
    assert!((mean - 0.500_326).abs() < 1e-5, "{mean}");
}

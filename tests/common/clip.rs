//! A background VAE's first steps on any device.

use vae_playground::scene::clip::ClipOptions;
use vae_playground::session::Session;
use vae_playground::wire::{ClipSetup, Nothing, SessionOptions, SetClip, TrainClip};

pub const SHAPE: [f64; 4] = [10.0, 24.0, 36.0, 3.0];
pub const VALUES: usize = 24 * 36 * 3;

/// Frames that grow brighter.
pub fn frames() -> Vec<f32> {
    let value =
        |at: usize| (at % VALUES * 7 % 200) as f32 / 255.0 * (1.0 + (at / VALUES) as f32 / 40.0);
    (0..10 * VALUES).map(value).collect()
}

/// Of the smaller size that has the longer side 18.
pub fn options() -> ClipOptions {
    ClipOptions { side: 18, batch_size: 4, steps: 20, ..ClipOptions::default() }
}

pub async fn session(options: ClipOptions) -> (Session, ClipSetup) {
    let mut session = Session::open(SessionOptions::default()).await.unwrap();
    let setup = session.set_clip(SetClip { shape: SHAPE, options }, frames()).await.unwrap();
    (session, setup)
}

/// Both devices draw the same batches and the same noise, so that their losses differ by rounding alone: these are the
/// CPU device's.
pub async fn a_background_vae_learns_as_on_the_cpu() {
    let (mut session, _) = session(options()).await;
    let losses = session.train_clip(TrainClip { steps: 3.0 }).await.unwrap().losses;
    for (own, cpu) in [losses.reconstruction, losses.kl].into_iter().zip([-636.6115, 0.653_030_1]) {
        assert!((own - cpu).abs() < 1e-3 * cpu.abs(), "{losses:?}");
    }
    let two = frames()[..2 * VALUES].to_vec();
    let found = session.clip_background(Nothing {}, two).await.unwrap();
    let mean = |values: &[f32]| values.iter().sum::<f32>() / values.len() as f32;
    let all = [mean(&found.seen), mean(&found.mean), mean(&found.noise)];
    for (own, cpu) in all.into_iter().zip([0.394_439, 0.439_971, 0.098_889]) {
        assert!((own - cpu).abs() < 1e-4, "{all:?}");
    }
}

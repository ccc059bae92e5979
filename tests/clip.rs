//! A background VAE's commands, as a page gives them, and what it tells apart.
#![cfg(not(target_family = "wasm"))]

#[path = "common/clip.rs"]
mod clip;
#[path = "common/street.rs"]
mod street;

use clip::{SHAPE, VALUES, frames, options, session};
use pollster::block_on;
use street::{by_medians, by_vae, scores};
use vae_playground::error::Error;
use vae_playground::scene::clip::ClipOptions;
use vae_playground::session::Session;
use vae_playground::wire::{Nothing, SetClip, TrainClip};
use vae_playground_images::scenes::StreetOptions;

#[test]
fn a_background_vae_learns_as_on_any_device() {
    block_on(clip::a_background_vae_learns_as_on_the_cpu());
}

/// Of a street whose light changes so far, a clip and frames that come later.
fn clips(flicker: f32, seed: u64) -> [street::Clip; 2] {
    let street =
        StreetOptions { size: (96, 128), flicker, noise: 0.02, seed, ..Default::default() };
    [street::clip(&street, 0, 3, 40), street::clip(&street, 300, 11, 20)]
}

#[test]
fn changing_light_is_not_in_the_foreground() {
    let [clip, later] = clips(0.3, 1);
    let options = ClipOptions { side: 64, steps: 200, ..ClipOptions::default() };
    let [medians, _] = scores(&by_medians(&clip, &later), &later.masks);
    let [vae, _] = scores(&block_on(by_vae(&clip, &later, options)), &later.masks);
    assert!(vae > 0.75 && medians < 0.65, "{medians} {vae}");
}

/// The figures of docs/scenes.md.
#[test]
#[ignore = "it takes minutes and prints a table"]
fn overlaps_by_light_and_size() {
    for flicker in [0.3, 0.0, 0.15] {
        let [clip, later] = clips(flicker, 11);
        println!(
            "light {flicker}, medians {:.3?}",
            scores(&by_medians(&clip, &later), &later.masks)
        );
        for side in [128, 64] {
            let options = ClipOptions { side, ..ClipOptions::default() };
            let found = block_on(by_vae(&clip, &later, options));
            println!("light {flicker}, VAE at {side} {:.3?}", scores(&found, &later.masks));
        }
    }
}

#[test]
fn a_clip_is_learned_asked_and_left() {
    let (mut session, setup) = block_on(session(options()));
    assert_eq!((setup.size, setup.options), ([12, 18, 3], options()));
    let mut train = |steps| block_on(session.train_clip(TrainClip { steps }));
    let trained = train(4.0).unwrap();
    let losses = trained.losses;
    assert_eq!(trained.step, 4);
    assert!((losses.reconstruction + losses.kl - losses.loss).abs() < 1e-3);
    let later = train(60.0).unwrap();
    assert!(later.step == 64 && later.losses.loss < losses.loss, "{later:?}");
    assert!(train(0.5).unwrap_err().to_string().contains("background VAE's steps is 0.5"));
    let background =
        |session: &mut Session, pixels| block_on(session.clip_background(Nothing {}, pixels));
    let found = background(&mut session, frames()[..3 * VALUES].to_vec()).unwrap();
    let lengths = [found.seen.len(), found.mean.len(), found.noise.len()];
    assert_eq!(lengths, [3 * VALUES, 3 * VALUES, VALUES]);
    assert!(found.noise.iter().all(|noise| *noise >= 0.0099));
    let ragged = background(&mut session, vec![0.0; 7]).unwrap_err();
    assert!(ragged.to_string().contains("whole frames"), "{ragged}");
    assert!(background(&mut session, vec![2.0; VALUES]).unwrap_err().to_string().contains("2"));
    block_on(session.end_clip(Nothing {})).unwrap();
    assert_eq!(background(&mut session, vec![0.0; VALUES]).unwrap_err(), Error::NoClip);
}

#[test]
fn what_does_not_fit_leaves_the_clip_as_it_was() {
    let (mut session, _) = block_on(session(options()));
    let mut steps = 0;
    let mut refused = |shape: [f64; 4], options: ClipOptions, pixels: Vec<f32>| {
        let result = block_on(session.set_clip(SetClip { shape, options }, pixels));
        steps += 1;
        let trained = block_on(session.train_clip(TrainClip { steps: 1.0 })).unwrap();
        assert_eq!(trained.step, steps);
        result.unwrap_err().to_string()
    };
    assert!(refused(SHAPE, options(), vec![0.0; 7]).contains("7 pixel values"));
    assert!(refused(SHAPE, options(), vec![2.0; 10 * VALUES]).contains("between 0 and 1"));
    let wide = ClipOptions { side: 1, ..options() };
    assert!(refused(SHAPE, wide, frames()).contains("longer side of a clip's frames is 1"));
    let huge = [5000.0, 2000.0, 2000.0, 3.0];
    assert!(refused(huge, options(), Vec::new()).contains("memory"));
}

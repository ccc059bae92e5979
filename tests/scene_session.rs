//! A scene VAE's commands, as a page gives them.
#![cfg(not(target_family = "wasm"))]

mod common;
#[path = "common/scenes.rs"]
mod scenes;

use pollster::block_on;
use vae_playground::error::Error;
use vae_playground::scene::vae::SceneOptions;
use vae_playground::session::Session;
use vae_playground::wire::{
    Nothing, Save, SceneSetup, SessionOptions, SetData, SetScenes, TrainScene, TrainSteps,
};

const SHAPE: [f64; 4] = [20.0, 24.0, 36.0, 1.0];
const PIXELS: usize = 24 * 36;

fn scenes() -> Vec<f32> {
    (0..20 * PIXELS).map(|at| f32::from(at as u8) / 255.0).collect()
}

fn options() -> SceneOptions {
    SceneOptions { batch_size: 4, dreams: 2, steps: 10, ..SceneOptions::default() }
}

#[test]
fn a_scene_vae_learns_as_on_any_device() {
    block_on(scenes::a_scene_vae_learns_as_on_the_cpu());
}

fn set(session: &mut Session, options: SceneOptions) -> SceneSetup {
    block_on(session.set_scenes(SetScenes { shape: SHAPE, options }, scenes())).unwrap()
}

#[test]
fn scenes_are_learned_found_saved_and_loaded() {
    let mut session = block_on(Session::open(SessionOptions::default())).unwrap();
    let setup = set(&mut session, options());
    // Nothing was trained to dream of.
    assert_eq!((setup.grid, setup.dreams, setup.step), ([2, 3], 0, 0));
    let trained = block_on(session.train_scene(TrainScene { steps: 3.0 })).unwrap();
    assert_eq!((trained.step, trained.dreaming, trained.best), (3, false, None));
    let parts = trained.losses;
    let sum = parts.reconstruction + parts.what + parts.place;
    let sum = sum + parts.depth + parts.presence + parts.background;
    assert!((sum - parts.loss).abs() < 1e-3 * sum.abs(), "{parts:?}");

    let three = scenes()[..3 * PIXELS].to_vec();
    let found = block_on(session.detect_scene(Nothing {}, three.clone())).unwrap();
    let lengths = [found.presence.len(), found.boxes.len(), found.what.len(), found.place.len()];
    assert_eq!(lengths, [3 * 6, 3 * 6 * 4, 3 * 6 * 10, 3 * 6 * 5]);
    assert_eq!((found.masks.len(), found.reconstruction.len()), (3 * PIXELS, 3 * PIXELS));
    assert!(found.reconstruction.iter().all(|value| (-1e-3..1.05).contains(value)));

    let bytes = block_on(session.save_scene(Nothing {})).unwrap();
    set(&mut session, SceneOptions { what: 3, ..options() });
    let loaded = block_on(session.load_scene(Nothing {}, bytes)).unwrap();
    assert_eq!((loaded.step, loaded.options), (3, options()));
    assert_eq!(block_on(session.detect_scene(Nothing {}, three)).unwrap(), found);
    block_on(session.end_scene(Nothing {})).unwrap();
    let none = block_on(session.train_scene(TrainScene { steps: 1.0 }));
    assert_eq!(none.unwrap_err(), Error::NoScenes);
}

#[test]
fn it_dreams_of_what_the_model_learned() {
    let mut session = block_on(Session::open(SessionOptions::default())).unwrap();
    let data = common::digits();
    let rows: Vec<u32> = (0..200).collect();
    let shape = [200.0, 8.0, 8.0, 1.0];
    let args = SetData { shape, test_rows: None, options: None };
    block_on(session.set_data(args, data.gather(&rows).unwrap())).unwrap();
    assert_eq!(set(&mut session, options()).dreams, 0);
    block_on(session.train_steps(TrainSteps { steps: 3.0 })).unwrap();
    let before = block_on(session.save(Save::default())).unwrap().len();
    assert_eq!(set(&mut session, options()).dreams, 2);
    let trained = block_on(session.train_scene(TrainScene { steps: 2.0 })).unwrap();
    assert!(trained.dreaming);
    assert!(!block_on(session.train_scene(TrainScene { steps: 1.0 })).unwrap().dreaming);
    // The model is as it was.
    assert_eq!(block_on(session.save(Save::default())).unwrap().len(), before);
}

#[test]
fn what_does_not_fit_leaves_the_scenes_as_they_were() {
    let mut session = block_on(Session::open(SessionOptions::default())).unwrap();
    set(&mut session, options());
    block_on(session.train_scene(TrainScene { steps: 1.0 })).unwrap();
    let mut refused = |shape: [f64; 4], options: SceneOptions, pixels: Vec<f32>| {
        let result = block_on(session.set_scenes(SetScenes { shape, options }, pixels));
        let message = result.unwrap_err().to_string();
        assert!(block_on(session.train_scene(TrainScene { steps: 1.0 })).unwrap().step > 1);
        message
    };
    let (good, wide) = (options(), [1.0, 24.0, 40.0, 1.0]);
    assert!(refused(wide, good, vec![0.0; 960]).starts_with("The scenes' size is 24 x 40 x 1"));
    assert!(refused(SHAPE, good, vec![0.0; 7]).contains("7 pixel values"));
    assert!(refused(SHAPE, good, vec![2.0; 20 * PIXELS]).contains("between 0 and 1"));
    let large = SceneOptions { batch_size: 128, ..good };
    let frame = [100.0, 96.0, 96.0, 3.0];
    assert!(refused(frame, large, Vec::new()).contains("memory"));
    assert!(
        refused(SHAPE, SceneOptions { deviation: 0.0, ..good }, scenes()).contains("deviation")
    );
    let steps = block_on(session.train_scene(TrainScene { steps: 0.5 }));
    assert!(steps.unwrap_err().to_string().contains("scene VAE's steps is 0.5"));
    let ragged = block_on(session.detect_scene(Nothing {}, vec![0.0; 7]));
    assert!(ragged.unwrap_err().to_string().contains("whole scenes"));
}

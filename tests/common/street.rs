//! A composed street, and how well its traffic is told from what stands still.

use vae_playground::scene::clip::ClipOptions;
use vae_playground::session::Session;
use vae_playground::wire::{Nothing, SessionOptions, SetClip, TrainClip};
use vae_playground_images::scenes::{ObjectImages, Street, StreetOptions};
use vae_playground_images::{Limits, Shape};
use vae_playground_instrument::boxes::Mask;
use vae_playground_instrument::complete;
use vae_playground_instrument::foreground::{Background, ClipWork, ForegroundOptions, foreground};

/// Frames of a street, and what passes in each of them.
pub struct Clip {
    pub pixels: Vec<f32>,
    pub masks: Vec<bool>,
    /// Height, width and channels.
    pub size: [usize; 3],
}

const SIDE: usize = 20;
const COLOURS: [[f32; 3]; 6] = [
    [0.8, 0.1, 0.1],
    [0.1, 0.2, 0.7],
    [0.9, 0.8, 0.2],
    [0.15, 0.15, 0.15],
    [0.95, 0.95, 0.95],
    [0.5, 0.2, 0.5],
];

/// Boxes and discs of several colours on grey, with a stripe.
fn things() -> Vec<f32> {
    let thing = |kind: usize| {
        (0..SIDE * SIDE).flat_map(move |at| {
            let [row, column] =
                [at / SIDE, at % SIDE].map(|at| at as f32 + 0.5 - SIDE as f32 / 2.0);
            let inside = match kind % 2 {
                0 => row.abs() < 5.0 && column.abs() < 8.0,
                _ => row.hypot(column) < 7.0,
            };
            match (inside, row > 1.0 && row < 3.0) {
                (false, _) => [0.6; 3],
                (true, true) => COLOURS[(kind + 1) % COLOURS.len()],
                (true, false) => COLOURS[kind],
            }
        })
    };
    (0..COLOURS.len()).flat_map(thing).collect()
}

/// So many frames of a street, some apart.
pub fn clip(options: &StreetOptions, first: u32, apart: usize, count: usize) -> Clip {
    let pixels = things();
    let shape = Shape { count: COLOURS.len(), height: SIDE, width: SIDE, channels: 3 };
    let objects = ObjectImages::new(&pixels, shape, None).unwrap();
    let street = Street::new(objects, options.clone()).unwrap();
    let mut clip = Clip { pixels: Vec::new(), masks: Vec::new(), size: [0; 3] };
    for frame in 0..count {
        let number = first + (apart * frame) as u32;
        let scenes = street.frames(number, 1, &Limits::default()).unwrap().scenes;
        clip.size = [scenes.shape.height, scenes.shape.width, scenes.shape.channels];
        clip.masks.extend(scenes.masks.iter().map(|&label| label > 0));
        clip.pixels.extend(scenes.pixels);
    }
    clip
}

impl Clip {
    pub fn values(&self) -> usize {
        self.size.iter().product()
    }

    pub fn frames(&self) -> impl Iterator<Item = &[f32]> {
        self.pixels.chunks_exact(self.values())
    }

    fn shape(&self) -> [f64; 4] {
        let [height, width, channels] = self.size.map(|size| size as f64);
        [(self.pixels.len() / self.values()) as f64, height, width, channels]
    }
}

/// Overlap (IoU) of what was told to be in the foreground with what is, and F1, over all pixels of all frames.
pub fn scores(found: &[bool], truth: &[bool]) -> [f64; 2] {
    let count = |of: fn(bool, bool) -> bool| {
        found.iter().zip(truth).filter(|(found, truth)| of(**found, **truth)).count() as f64
    };
    let (both, either) = (count(|f, t| f && t), count(|f, t| f || t));
    [both / either, 2.0 * both / (both + either)]
}

fn mask(background: &Background, frame: &[f32]) -> Mask {
    let residual = background.residual(frame).unwrap();
    foreground(&residual, background.width(), &ForegroundOptions::default()).unwrap()
}

/// The foreground of `later` frames by medians of a clip's.
pub fn by_medians(clip: &Clip, later: &Clip) -> Vec<bool> {
    let work = ClipWork::new(clip.pixels.clone(), clip.size, 0.01).unwrap();
    let background = complete(work).unwrap();
    later.frames().flat_map(|frame| mask(&background, frame).values().to_vec()).collect()
}

/// The same by a background VAE.
pub async fn by_vae(clip: &Clip, later: &Clip, options: ClipOptions) -> Vec<bool> {
    let mut session = Session::open(SessionOptions::default()).await.unwrap();
    let args = SetClip { shape: clip.shape(), options };
    session.set_clip(args, clip.pixels.clone()).await.unwrap();
    session.train_clip(TrainClip { steps: options.steps as f64 }).await.unwrap();
    let found = session.clip_background(Nothing {}, later.pixels.clone()).await.unwrap();
    let [_, width, channels] = later.size;
    let values = later.values();
    let frames = found.seen.chunks_exact(values).zip(found.mean.chunks_exact(values));
    let mask = |(seen, mean): (&[f32], &[f32])| {
        let noise = found.noise.clone();
        let background = Background::new(mean.to_vec(), noise, width, channels).unwrap();
        mask(&background, seen).values().to_vec()
    };
    frames.flat_map(mask).collect()
}

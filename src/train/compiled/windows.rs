use vae_playground_kernels::pool::each_row;
use vae_playground_kernels::{DenseShape, Run, add_runs, copy_runs, run_ns};

use crate::model::Size;
use crate::ops::{Window, runs};

/// A window's places on the images of a batch, for a convolution of either direction.
#[derive(Debug)]
pub struct Windows {
    window: Window,
    /// Places on an image, and channels at each of them.
    places: usize,
    channels: usize,
    runs: Vec<Run>,
    /// What the window shows of each image: `[batch * places, window's values]`. What it shows past an image's edge is
    /// written once.
    shown: Vec<f32>,
}

impl Windows {
    /// `at_places` is what stands at the window's places: a convolution's output, or a transposed one's input.
    pub fn new(window: Window, at_places: Size) -> Self {
        let [places, channels] =
            [at_places.places(), at_places.channels()].map(|count| count as usize);
        Self { window, places, channels, runs: runs(window), shown: Vec::new() }
    }

    pub fn make_room(&mut self, batch: usize) {
        self.shown.resize(batch * self.shown_values(), 0.0);
    }

    /// Values that the window shows of an image.
    pub fn shown_values(&self) -> usize {
        self.places * self.window.values()
    }

    /// Values of a pixel.
    pub fn image_channels(&self) -> usize {
        self.window.channels
    }

    fn image_values(&self) -> usize {
        self.window.height * self.window.width * self.window.channels
    }

    /// From what the window shows at each place to the channels there.
    pub fn shape(&self, batch: usize) -> DenseShape {
        let (inputs, outputs) = (self.window.values(), self.channels);
        DenseShape { batch: batch * self.places, inputs, outputs }
    }

    /// Keeps what the window shows of the images.
    pub fn show(&mut self, images: &[f32]) {
        let (image_values, shown_values) = (self.image_values(), self.shown_values());
        let Self { shown, runs, .. } = self;
        let count = images.len() / image_values;
        let shown = &mut shown[..count * shown_values];
        each_row(shown, shown_values, run_ns(shown_values), |image, shown| {
            copy_runs(&images[image * image_values..(image + 1) * image_values], shown, runs);
        });
    }

    pub fn shown(&self) -> &[f32] {
        &self.shown
    }

    /// Images in which each value is the sum of those at its places in the windows.
    pub fn add_up(&self, shown: &[f32], images: &mut [f32]) {
        let values = self.shown_values();
        each_row(images, self.image_values(), run_ns(values), |image, sums| {
            sums.fill(0.0);
            add_runs(sums, &shown[image * values..(image + 1) * values], &self.runs);
        });
    }
}

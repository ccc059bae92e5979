//! Commands over the frames of a video.

use js_sys::Uint8Array;
use vae_playground_js::{set, write};

use super::Task;
use super::arguments::Arguments;
use super::results::{floats, object};
use crate::boxes::components;
use crate::error::Result;
use crate::foreground::{ClipWork, ForegroundOptions, foreground as segment};
use crate::tracking::{TrackWork, Tracker, TrackerOptions};
use crate::work::Once;

pub fn track(args: &Arguments) -> Result<Task> {
    let tracker = args.value_or("tracker", Tracker::default())?;
    let options = args.value_or("options", TrackerOptions::default())?;
    let work = TrackWork::new(tracker, args.value("frames")?, options)?;
    Ok(Task::new(work, |(tracker, frames)| {
        set(object("tracker", write(&tracker)), "frames", write(&frames))
    }))
}

pub fn background(args: &Arguments) -> Result<Task> {
    let [_, height, width, channels]: [usize; 4] = args.value("shape")?;
    let size = [height, width, channels];
    let work = ClipWork::new(args.floats("pixels")?, size, args.value("leastNoise")?)?;
    Ok(Task::new(work, move |found| {
        let told = object("mean", floats(found.mean().to_vec()));
        let told = set(told, "noise", floats(found.noise().to_vec()));
        set(set(told, "width", width as f64), "channels", channels as f64)
    }))
}

pub fn foreground(args: &Arguments) -> Result<Task> {
    let (background, frame) = (args.background()?, args.floats("frame")?);
    let options = args.value_or("options", ForegroundOptions::default())?;
    let work = Once(move || {
        let residual = background.residual(&frame)?;
        let mask = segment(&residual, background.width(), &options)?;
        let found = components(&mask, 1)?.found;
        Ok((residual, mask, found))
    });
    Ok(Task::new(work, |(residual, mask, found)| {
        let mask: Vec<u8> = mask.values().iter().map(|&set| u8::from(set)).collect();
        let told = object("residual", floats(residual));
        set(set(told, "mask", Uint8Array::from(&mask[..])), "components", write(&found))
    }))
}

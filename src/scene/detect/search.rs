//! Better windows near those that were looked at.

use super::fit::{Fit, Observer};
use super::layers::Layers;
use crate::error::Result;
use crate::scene::Region;

/// Steps of a search: pixels to each side, and a share of the size.
#[derive(Debug, Clone, Copy)]
pub struct Step {
    /// In pixels.
    pub shift: f32,
    /// A share of the size.
    pub growth: f32,
}

impl Step {
    fn half(self) -> Self {
        Self { shift: self.shift / 2.0, growth: self.growth / 2.0 }
    }

    /// The windows a step away: up, down, left, right, and larger and smaller as far as `widths` go.
    fn neighbours(self, region: Region, widths: [f32; 2]) -> Vec<Region> {
        let Region { top, left, height, width } = region;
        let scaled = |to: f32| {
            let factor = to.clamp(widths[0], widths[1]) / width;
            Region {
                top: top - height * (factor - 1.0) / 2.0,
                left: left - width * (factor - 1.0) / 2.0,
                height: height * factor,
                width: width * factor,
            }
        };
        let near = [
            Region { top: top - self.shift, ..region },
            Region { top: top + self.shift, ..region },
            Region { left: left - self.shift, ..region },
            Region { left: left + self.shift, ..region },
            scaled(width * (1.0 + self.growth)),
            scaled(width / (1.0 + self.growth)),
        ];
        near.into_iter().filter(|near| *near != region).collect()
    }
}

/// Climbs from each window to the best of its neighbours, as long as there is a better one, then with steps half as
/// long, so many times. Windows stay as wide as `widths` allow. They are searched beside each other, so that a
/// batch has the neighbours of all.
///
/// # Errors
/// When the device fails.
pub async fn refined(
    observer: &Observer,
    layers: &Layers,
    regions: &[Region],
    (step, halvings): (Step, u32),
    widths: [f32; 2],
) -> Result<Vec<Fit>> {
    let mut best = observer.fits(layers, regions).await?;
    let mut steps: Vec<(Step, u32)> = vec![(step, halvings + 1); best.len()];
    loop {
        let moving: Vec<usize> = (0..best.len()).filter(|&at| steps[at].1 > 0).collect();
        if moving.is_empty() {
            return Ok(best);
        }
        let near = |&at: &usize| steps[at].0.neighbours(best[at].region, widths);
        let near: Vec<Vec<Region>> = moving.iter().map(near).collect();
        let mut fits = observer.fits(layers, &near.concat()).await?.into_iter();
        for (at, near) in moving.into_iter().zip(near) {
            let near =
                fits.by_ref().take(near.len()).max_by(|a, b| a.score().total_cmp(&b.score()));
            match near {
                Some(fit) if fit.score() > best[at].score() => best[at] = fit,
                _ => {
                    let (step, left) = steps[at];
                    steps[at] = (step.half(), left - 1);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_move_or_grow_about_the_middle() {
        let region = Region { top: 1.0, left: 2.0, height: 10.0, width: 20.0 };
        let step = Step { shift: 2.0, growth: 0.5 };
        let near = step.neighbours(region, [1.0, 100.0]);
        assert_eq!(near[0], Region { top: -1.0, ..region });
        assert_eq!(near[3], Region { left: 4.0, ..region });
        assert_eq!(near[4], Region { top: -1.5, left: -3.0, height: 15.0, width: 30.0 });
        assert!((near[5].height * 1.5 - 10.0).abs() < 1e-5);
        let near = step.neighbours(region, [20.0, 25.0]);
        assert_eq!((near.len(), near[4].width), (5, 25.0));
    }
}

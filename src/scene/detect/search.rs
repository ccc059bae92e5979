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

    /// The windows a step away: up, down, left, right, larger and smaller.
    fn neighbours(self, region: Region) -> [Region; 6] {
        let Region { top, left, height, width } = region;
        let scaled = |factor: f32| Region {
            top: top - height * (factor - 1.0) / 2.0,
            left: left - width * (factor - 1.0) / 2.0,
            height: height * factor,
            width: width * factor,
        };
        [
            Region { top: top - self.shift, ..region },
            Region { top: top + self.shift, ..region },
            Region { left: left - self.shift, ..region },
            Region { left: left + self.shift, ..region },
            scaled(1.0 + self.growth),
            scaled(1.0 / (1.0 + self.growth)),
        ]
    }
}

/// Climbs from each window to the best of its neighbours, as long as there is a better one, then with steps half as
/// long, `halvings` times. The windows are searched beside each other, so that a batch has all their neighbours.
///
/// # Errors
/// When the device fails.
pub async fn refined(
    observer: &Observer,
    layers: &Layers,
    regions: &[Region],
    step: Step,
    halvings: u32,
) -> Result<Vec<Fit>> {
    let planes = layers.planes();
    let mut best = observer.fits(layers, &planes, regions).await?;
    let mut steps: Vec<(Step, u32)> = vec![(step, halvings + 1); best.len()];
    loop {
        let moving: Vec<usize> = (0..best.len()).filter(|&at| steps[at].1 > 0).collect();
        if moving.is_empty() {
            return Ok(best);
        }
        let near = |&at: &usize| steps[at].0.neighbours(best[at].region);
        let regions: Vec<Region> = moving.iter().flat_map(near).collect();
        let mut fits = observer.fits(layers, &planes, &regions).await?.into_iter();
        for at in moving {
            let near = fits.by_ref().take(6).max_by(|a, b| a.score().total_cmp(&b.score()));
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
        let near = Step { shift: 2.0, growth: 0.5 }.neighbours(region);
        assert_eq!(near[0], Region { top: -1.0, ..region });
        assert_eq!(near[3], Region { left: 4.0, ..region });
        assert_eq!(near[4], Region { top: -1.5, left: -3.0, height: 15.0, width: 30.0 });
        assert!((near[5].height * 1.5 - 10.0).abs() < 1e-5);
    }
}

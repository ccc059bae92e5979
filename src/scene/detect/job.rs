use burn::tensor::Device;

use super::background::Ground;
use super::fit::{Fit, Observer, looked_at};
use super::layers::{Layers, Patch};
use super::pieces::far;
use super::plain::{are_typical, plain_rounds};
use super::rest;
use super::search::{Step, refined};
use super::windows::{Gains, windows};
use super::{Background, DetectOptions, Detected, Detections};
use crate::data::Dataset;
use crate::error::Result;
use crate::model::Vae;
use crate::scene::{Picture, Region};

/// A picture and what is known of its background.
#[derive(Debug, Clone, PartialEq)]
pub struct Scene {
    /// Of the model's channels.
    pub picture: Picture,
    /// With [`Background::Given`]: its values, and the standard deviation of each pixel's noise, `height * width`.
    pub background: Option<(Picture, Vec<f32>)>,
}

/// Windows of a part of the first scan.
const PART: usize = 128;
/// Objects that are sought beside each other.
const BESIDE: usize = 8;
/// Of the largest window, how far the background's neighbourhoods reach each way: an object, which leaves its window a
/// border, has less than half of twice as much.
const REACH: f64 = 0.85;
/// A window that overlaps a better one by more than this is of the same object.
const SAME: f32 = 0.5;
/// So much of an object's box in another's, and it is only what the other left unexplained.
const REST: f32 = 0.7;

/// Deviations of its noise from which on a pixel may be of a plain round thing.
const PLAIN_FAR: f32 = 4.0;

/// How far a window may grow and shrink beyond the scales.
const SLACK: f64 = 1.1;
/// How the best windows are moved and scaled: from half a stride and this growth, halved so often.
const GROWTH: f32 = 0.15;
const HALVINGS: u32 = 2;
/// The same of objects that were found.
const AGAIN: (Step, u32) = (Step { shift: 1.0, growth: 0.05 }, 1);
/// Before a known background, how many prices an object of the search is to be worth: what the search leaves stands out
/// there, and is an object anyway.
const SURE: f64 = 3.0;
/// The window of what the search left, in lengths of its box: a model's images have a border.
const MARGIN: f32 = 1.25;

/// A search under way: [`Self::advance`] until nothing remains.
pub struct DetectJob {
    observer: Observer,
    layers: Layers,
    price: f32,
    objects: usize,
    step: Step,
    /// Of windows, least and most.
    widths: [f32; 2],
    windows: Vec<Region>,
    /// Of the windows that have been looked at, and may have an object.
    scored: Vec<(Region, f32)>,
    found: Vec<(Fit, Patch)>,
    /// Where the background is known, what stands out from it.
    far: Option<Vec<bool>>,
    /// The same, shared among what was found and what the search left.
    rest: Option<(rest::Shared, Vec<Fit>)>,
    stage: Stage,
}

enum Stage {
    /// So many windows have been looked at.
    Scan(usize),
    /// So many times the best were taken.
    Take(usize),
    Ended,
}

impl DetectJob {
    /// Begins a search with the model as it is now; training may go on. The options are within their limits, the
    /// picture has as many channels as the data.
    ///
    /// # Errors
    /// None: the data's rows are its own.
    pub fn new(
        model: &Vae,
        data: &Dataset,
        scene: Scene,
        options: &DetectOptions,
        device: &Device,
    ) -> Result<Self> {
        let observer = Observer::new(model, data, device)?;
        let Picture { pixels, size } = scene.picture;
        let smallest = options.scales.iter().copied().fold(f64::INFINITY, f64::min);
        let largest = options.scales.iter().copied().fold(0.0, f64::max);
        let width = observer.image[1] as f64;
        let widths = [smallest / SLACK, largest * SLACK].map(|scale| (scale * width) as f32);
        let reach = largest * observer.image[0].max(observer.image[1]) as f64 * REACH;
        let mut known = None;
        let ground = match (options.background, scene.background) {
            (Background::Given, Some((mean, noise))) => {
                known = Some(far(&pixels, &mean.pixels, &noise, rest::FAR));
                Ground::given(mean.pixels, noise)
            }
            (Background::Constant, _) => Ground::constant(&pixels, size),
            _ => {
                let mut ground = Ground::smooth(&pixels, size, reach as usize);
                let far = far(&pixels, &ground.mean, &ground.noise, PLAIN_FAR);
                let rounds = plain_rounds(&pixels, far, size);
                // The data is looked at only where that matters.
                if !rounds.is_empty() && !are_typical(&looked_at(data)?, observer.image) {
                    ground.take(&pixels, rounds.into_iter().flatten());
                }
                ground
            }
        };
        let layers = Layers::new(pixels, ground, size);
        let gains = Gains::new(&layers.most_gains(), size);
        let stride = options.stride as f32;
        let prices = if known.is_some() { SURE } else { 1.0 };
        let price = prices * options.price * (observer.image[0] * observer.image[1]) as f64;
        let windows = windows(&gains, observer.image, &options.scales, stride, price);
        Ok(Self {
            observer,
            layers,
            price: price as f32,
            objects: options.objects,
            step: Step { shift: stride / 2.0, growth: GROWTH },
            widths,
            windows,
            scored: Vec::new(),
            found: Vec::new(),
            far: known,
            rest: None,
            stage: Stage::Scan(0),
        })
    }

    /// Parts of the work: windows to look at, times that the best are taken, and the look back.
    pub fn total(&self) -> usize {
        self.windows.len() + self.objects + 1
    }

    /// Of these, how many are done.
    pub fn done(&self) -> usize {
        match self.stage {
            Stage::Scan(seen) => seen,
            Stage::Take(times) => self.windows.len() + times,
            Stage::Ended => self.total(),
        }
    }

    /// Does the next part.
    ///
    /// # Errors
    /// When the device fails.
    pub async fn advance(&mut self) -> Result<()> {
        self.stage = match self.stage {
            Stage::Scan(seen) if seen < self.windows.len() => {
                let part = &self.windows[seen..self.windows.len().min(seen + PART)];
                let fits = self.observer.fits(&self.layers, part).await?;
                self.scored.extend(fits.iter().map(|fit| (fit.region, fit.score())));
                Stage::Scan(seen + part.len())
            }
            Stage::Scan(_) => self.taken(0).await?,
            Stage::Take(times) => self.taken(times).await?,
            Stage::Ended => Stage::Ended,
        };
        Ok(())
    }

    /// Takes the best windows once more; without any, or with all the objects allowed, looks back and ends.
    async fn taken(&mut self, times: usize) -> Result<Stage> {
        let picked = self.picked();
        if picked.is_empty() || times == self.objects {
            self.look_back().await?;
            if let Some(far) = self.far.take() {
                self.share(&far).await?;
            }
            return Ok(Stage::Ended);
        }
        self.scored.retain(|(region, _)| picked.iter().all(|one| one.overlap(region) < SAME));
        let mut fits =
            refined(&self.observer, &self.layers, &picked, (self.step, HALVINGS), self.widths)
                .await?;
        fits.sort_by(|a, b| b.score().total_cmp(&a.score()));
        let mut taken: Vec<Region> = Vec::new();
        for fit in fits {
            if fit.score() <= self.price || self.found.len() == self.objects {
                continue;
            }
            let patch = Patch::of(&fit, self.observer.image, self.layers.size);
            if !self.is_rest(&fit, &patch) {
                self.layers.lay_under(&patch);
                taken.push(fit.region);
                self.found.push((fit, patch));
            }
        }
        self.look_again(&taken).await?;
        Ok(Stage::Take(times + 1))
    }

    /// Whether it lies where another object is.
    fn is_rest(&self, fit: &Fit, patch: &Patch) -> bool {
        let bounds = self.bounds(fit, patch);
        self.found.iter().any(|(fit, patch)| self.bounds(fit, patch).covered(&bounds) > REST)
    }

    fn bounds(&self, fit: &Fit, patch: &Patch) -> Region {
        patch.bounds(self.layers.size[1]).unwrap_or(fit.region)
    }

    /// Of what the search found.
    fn boxes(&self) -> Vec<Region> {
        self.found.iter().map(|(fit, patch)| self.bounds(fit, patch)).collect()
    }

    /// The best windows that have nothing to do with each other.
    fn picked(&mut self) -> Vec<Region> {
        self.scored.sort_by(|a, b| b.1.total_cmp(&a.1));
        let mut picked: Vec<Region> = Vec::new();
        let room = BESIDE.min(self.objects - self.found.len());
        for (region, score) in &self.scored {
            if picked.len() == room || *score <= 0.0 {
                break;
            }
            if picked.iter().all(|one| one.shared(region) == 0.0) {
                picked.push(*region);
            }
        }
        picked
    }

    /// Scores windows anew of which objects that were just taken explain a part.
    async fn look_again(&mut self, taken: &[Region]) -> Result<()> {
        let touched = |region: &Region| taken.iter().any(|one| one.shared(region) > 0.0);
        let (again, rest): (Vec<_>, Vec<_>) =
            self.scored.drain(..).partition(|(region, _)| touched(region));
        let gains = Gains::new(&self.layers.most_gains(), self.layers.size);
        let worth = |region: &Region| gains.is_worth_a_look(region, self.price.into());
        let again: Vec<Region> =
            again.into_iter().map(|(region, _)| region).filter(worth).collect();
        let fits = self.observer.fits(&self.layers, &again).await?;
        self.scored = rest;
        self.scored.extend(fits.iter().map(|fit| (fit.region, fit.score())));
        Ok(())
    }

    /// Looks at each object once more beside all others, the least certain first.
    async fn look_back(&mut self) -> Result<()> {
        self.found.sort_by(|(a, _), (b, _)| b.score().total_cmp(&a.score()));
        for at in (0..self.found.len()).rev() {
            let (fit, _) = self.found.remove(at);
            self.layers.compose(self.found.iter().map(|(_, patch)| patch));
            let near = &[fit.region];
            let fits = refined(&self.observer, &self.layers, near, AGAIN, self.widths).await?;
            for fit in fits.into_iter().filter(|fit| fit.score() > self.price) {
                let patch = Patch::of(&fit, self.observer.image, self.layers.size);
                self.found.insert(at, (fit, patch));
            }
        }
        self.layers.compose(self.found.iter().map(|(_, patch)| patch));
        Ok(())
    }

    /// Gives what stands out from a known background to the objects, those that were found and new ones.
    async fn share(&mut self, far: &[bool]) -> Result<()> {
        let (labels, _) = self.layers.labels(self.found.iter().map(|(_, patch)| patch));
        let boxes = self.boxes();
        let (size, image) = (self.layers.size, self.observer.image);
        let most = (self.objects, self.widths[1]);
        let shared = rest::shared(far, labels, &boxes, size, image, most);
        let window = |bounds: &Region| {
            let [height, width] = [0, 1].map(|axis| image[axis] as f32);
            let scale = MARGIN * (bounds.height / height).max(bounds.width / width);
            let [top, left] = [
                bounds.top + (bounds.height - scale * height) / 2.0,
                bounds.left + (bounds.width - scale * width) / 2.0,
            ];
            Region { top, left, height: scale * height, width: scale * width }
        };
        let windows: Vec<Region> = shared.boxes[boxes.len()..].iter().map(window).collect();
        let fits = self.observer.fits(&self.layers, &windows).await?;
        self.rest = Some((shared, fits));
        Ok(())
    }

    /// What has been found so far; `None` during the first scan.
    pub fn detections(&self) -> Option<Detections> {
        if let Stage::Scan(_) = self.stage {
            return None;
        }
        let patches = self.found.iter().map(|(_, patch)| patch);
        let (mut labels, mut presence) = self.layers.labels(patches);
        let mut boxes = self.boxes();
        let mut fits: Vec<&Fit> = self.found.iter().map(|(fit, _)| fit).collect();
        if let Some((shared, rest)) = &self.rest {
            labels.clone_from(&shared.labels);
            boxes.clone_from(&shared.boxes);
            fits.extend(rest);
            let known = presence.iter_mut().zip(&labels);
            known.for_each(|(presence, &label)| *presence = f32::from(label > 0));
        }
        let detected = |(fit, &bounds): (&&Fit, &Region)| Detected {
            bounds,
            window: fit.region,
            score: fit.score(),
            gain: fit.gain,
            kl: fit.kl,
        };
        let of = |values: fn(&Fit) -> &Vec<f32>| {
            fits.iter().flat_map(|fit| values(fit)).copied().collect()
        };
        Some(Detections {
            objects: fits.iter().zip(&boxes).map(detected).collect(),
            mean: of(|fit| &fit.mean),
            log_variance: of(|fit| &fit.log_variance),
            images: of(|fit| &fit.image),
            labels,
            presence,
        })
    }
}

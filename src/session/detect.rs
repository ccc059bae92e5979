use super::jobs::Job;
use super::{Loaded, Session, memory};
use crate::data::Shape;
use crate::error::{Error, Result};
use crate::limits;
use crate::scene::{self, Background, DetectJob, Picture, Scene, Size, TilesJob};
use crate::wire::{JobStarted, StartDetect, TilesArgs};

impl Session {
    /// Begins to send a picture through the model as it is now as overlapping tiles of its image size; training may go
    /// on. Grey pictures are repeated for a model of colour, colours become grey for one of grey.
    ///
    /// # Errors
    /// When the picture, its channels or the stride don't fit; there are no data, or not the memory.
    pub async fn start_tiles(&mut self, args: TilesArgs, pixels: Vec<f32>) -> Result<JobStarted> {
        let stride = args.stride.map(|stride| limits::TILE_STRIDE.count(stride)).transpose()?;
        let (device, latent) = (self.device.clone(), self.options.model.latent);
        let Loaded { data, trainer } = self.loaded()?;
        let image = image_size(data.shape());
        let picture = picture(pixels, args.shape)?.with_channels(image[2])?;
        // Half a tile unless told.
        let stride = stride.unwrap_or(image[0].min(image[1]).div_ceil(2));
        let [height, width, channels] = picture.size;
        memory::check_answer(height * width, 4 * channels)?;
        memory::check_answer(scene::tile_count(picture.size, image, stride), 2 * latent + 3)?;
        let job = TilesJob::new(trainer.model(), &picture, image, stride, &device);
        Ok(self.jobs.start(Job::Tiles(Box::new(job))))
    }

    /// Begins to search a picture for objects with the model as it is now; training may go on. Channels as in
    /// [`Self::start_tiles`]. `background` and `noise` are empty unless the options say that the background is given.
    ///
    /// # Errors
    /// When the picture, its background or an option doesn't fit; there are no data, or not the memory.
    pub async fn start_detect(
        &mut self,
        args: StartDetect,
        pixels: Vec<f32>,
        background: Vec<f32>,
        noise: Vec<f32>,
    ) -> Result<JobStarted> {
        args.options.validate()?;
        let device = self.device.clone();
        let Loaded { data, trainer } = self.loaded()?;
        let channels = data.shape().channels;
        let picture = picture(pixels, args.shape)?.with_channels(channels)?;
        let [height, width, _] = picture.size;
        let background = match args.options.background {
            Background::Given => {
                let mean = self::picture(background, args.shape)?.with_channels(channels)?;
                check_noise(&noise, height * width)?;
                Some((mean, noise))
            }
            _ => None,
        };
        let windows = 12 * args.options.scales.len() / args.options.stride.pow(2);
        memory::check_answer(height * width, 8 * channels + 12 + windows)?;
        let scene = Scene { picture, background };
        let job = DetectJob::new(trainer.model(), data, scene, &args.options, &device)?;
        Ok(self.jobs.start(Job::Detect(Box::new(job))))
    }
}

fn image_size(shape: Shape) -> Size {
    [shape.height, shape.width, shape.channels]
}

fn picture(pixels: Vec<f32>, [height, width, channels]: [f64; 3]) -> Result<Picture> {
    let Shape { height, width, channels, .. } =
        super::checked_shape([1.0, height, width, channels])?;
    Picture::new(pixels, [height, width, channels])
}

fn check_noise(noise: &[f32], pixels: usize) -> Result<()> {
    if noise.len() != pixels {
        let what = "background noise";
        return Err(Error::Ragged { values: noise.len(), what, size: pixels });
    }
    match noise.iter().position(|value| !value.is_finite()) {
        None => Ok(()),
        Some(place) => {
            let (what, value) = ("background noise", noise[place]);
            Err(Error::NotFinite { place, what, index: 0, value })
        }
    }
}

use super::memory::{self, Held};
use super::{Loaded as State, Session};
use crate::checkpoint;
use crate::error::{Error, Result};
use crate::train::{Snapshot, Trainer, TrainingConfig};
use crate::wire::{Loaded, Nothing, Place, SessionOptions};

/// Weights, moments, settings and place in training as they were while all of them were finite numbers.
pub struct Kept {
    snapshot: Snapshot,
    training: TrainingConfig,
    place: Place,
    /// What it takes beside the model that trains.
    bytes: u64,
}

impl Kept {
    fn of(trainer: &Trainer, bytes: u64) -> Self {
        Self {
            snapshot: trainer.snapshot(),
            training: trainer.config().clone(),
            place: Place { step: trainer.steps(), epoch: trainer.epoch() },
            bytes,
        }
    }

    /// Settings first: an optimiser of another kind has no use for the moments.
    fn put(&self, trainer: &mut Trainer) -> Result<()> {
        trainer.configure(self.training.clone())?;
        trainer.restore(self.snapshot.clone());
        Ok(())
    }
}

impl Session {
    /// Keeps the model as it is, to go back to where its numbers end, in place of what was kept before. `None`, and
    /// what was kept stays, where a number is no longer finite or there is not the memory.
    ///
    /// # Errors
    /// Where there are no data; when the device fails.
    pub async fn keep(&mut self, _: Nothing) -> Result<Option<Place>> {
        let (options, largest_buffer) = (self.options.clone(), self.largest_buffer);
        let State { data, trainer } = self.loaded()?;
        let bytes = memory::kept_bytes(trainer.model().cost());
        let held = Held { device: bytes, host: 0 };
        let room = memory::estimate(&options, data)?.check(held, largest_buffer).is_ok();
        if !room || !checkpoint::is_finite(trainer).await? {
            return Ok(None);
        }
        let kept = Kept::of(trainer, bytes);
        let place = kept.place;
        self.kept = Some(kept);
        Ok(Some(place))
    }

    /// Where [`Self::go_back`] would lead.
    ///
    /// # Errors
    /// None.
    pub async fn kept(&mut self, _: Nothing) -> Result<Option<Place>> {
        Ok(self.kept.as_ref().map(|kept| kept.place))
    }

    /// Goes on from what was kept last, with the training settings of then; `None` where nothing was.
    ///
    /// # Errors
    /// Where there are no data.
    pub async fn go_back(&mut self, _: Nothing) -> Result<Option<Loaded>> {
        let Self { kept, loaded, options, record, .. } = self;
        let Some(kept) = kept else { return Ok(None) };
        let State { data, trainer } = loaded.as_mut().ok_or(Error::NoData)?;
        kept.put(trainer)?;
        options.training = kept.training.clone();
        *record = None;
        let setup = memory::setup(options, data, trainer);
        let Place { step, epoch } = kept.place;
        Ok(Some(Loaded { step, epoch, setup }))
    }

    /// A checkpoint of what was kept last; the model stays as it is.
    pub(super) async fn save_kept(&mut self) -> Result<Vec<u8>> {
        let Self { kept, loaded, options, samples, .. } = self;
        let kept = kept.as_ref().ok_or_else(|| Error::InvalidArgument {
            argument: "kept".to_owned(),
            problem: "no weights were kept yet".to_owned(),
        })?;
        let State { data, trainer } = loaded.as_mut().ok_or(Error::NoData)?;
        let now = Kept::of(trainer, 0);
        kept.put(trainer)?;
        let file = checkpoint::save(trainer, &options.model, data, *samples).await;
        now.put(trainer)?;
        file
    }

    /// Whether options have room on the data that are there, beside what is `held`.
    pub(super) fn check_room(&mut self, options: &SessionOptions, held: Held) -> Result<()> {
        let Self { loaded, kept, largest_buffer, .. } = self;
        let data = &loaded.as_ref().ok_or(Error::NoData)?.data;
        make_room(kept, held, |held| memory::check(options, data, held, *largest_buffer))
    }
}

/// Whether there is room beside what is `held`, as `check` says. What was kept to go back to goes where there is none
/// for both.
pub(super) fn make_room(
    kept: &mut Option<Kept>,
    held: Held,
    check: impl Fn(Held) -> Result<()>,
) -> Result<()> {
    let bytes = kept.as_ref().map_or(0, |kept| kept.bytes);
    let both = Held { device: held.device.saturating_add(bytes), ..held };
    if check(both).is_err() {
        check(held)?;
        *kept = None;
    }
    Ok(())
}

use super::memory::{self, Held};
use super::{Loaded, Session};
use crate::checkpoint;
use crate::error::{Error, Result};
use crate::train::{Snapshot, Trainer};
use crate::wire::{Nothing, Place, SessionOptions};

/// Weights, moments and place in training as they were while all of them were finite numbers.
pub struct Kept {
    snapshot: Snapshot,
    place: Place,
    /// What it takes beside the model that trains.
    bytes: u64,
}

impl Session {
    /// Keeps the model as it is, to go back to where its numbers end, in place of what was kept before. `None`, and
    /// what was kept stays, where a number is no longer finite or there is not the memory.
    ///
    /// # Errors
    /// Where there are no data; when the device fails.
    pub async fn keep(&mut self, _: Nothing) -> Result<Option<Place>> {
        let (options, largest_buffer) = (self.options.clone(), self.largest_buffer);
        let Loaded { data, trainer } = self.loaded()?;
        let bytes = memory::kept_bytes(trainer.model().cost());
        let held = Held { device: bytes, host: 0 };
        let room = memory::estimate(&options, data)?.check(held, largest_buffer).is_ok();
        if !room || !checkpoint::is_finite(trainer).await? {
            return Ok(None);
        }
        let place = place(trainer);
        self.kept = Some(Kept { snapshot: trainer.snapshot(), place, bytes });
        Ok(Some(place))
    }

    /// Where [`Self::go_back`] would lead.
    ///
    /// # Errors
    /// None.
    pub async fn kept(&mut self, _: Nothing) -> Result<Option<Place>> {
        Ok(self.kept.as_ref().map(|kept| kept.place))
    }

    /// Goes on from what was kept last, with the settings of now; `None` where nothing was.
    ///
    /// # Errors
    /// Where there are no data.
    pub async fn go_back(&mut self, _: Nothing) -> Result<Option<Place>> {
        let Some(Kept { snapshot, place, .. }) = &self.kept else { return Ok(None) };
        let (snapshot, place) = (snapshot.clone(), *place);
        self.loaded()?.trainer.restore(snapshot);
        self.record = None;
        Ok(Some(place))
    }

    pub(super) fn kept_snapshot(&self) -> Result<Snapshot> {
        let kept = self.kept.as_ref().ok_or_else(|| Error::InvalidArgument {
            argument: "kept".to_owned(),
            problem: "no weights were kept yet".to_owned(),
        })?;
        Ok(kept.snapshot.clone())
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

fn place(trainer: &Trainer) -> Place {
    Place { step: trainer.steps(), epoch: trainer.epoch() }
}

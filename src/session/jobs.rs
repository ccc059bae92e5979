use std::collections::BTreeMap;

use super::{Loaded, Session};
use crate::data::Dataset;
use crate::error::Result;
use crate::inside::UnitsJob;
use crate::latent::{EvaluationOptions, Evaluator};
use crate::limits;
use crate::scene::{DetectJob, TilesJob};
use crate::wire::{JobId, JobRequest, JobResult, JobStarted, JobState};

/// Long work, advanced in parts between which other commands have their turn. Several may be under way.
#[derive(Default)]
pub struct Jobs {
    running: BTreeMap<u32, Job>,
    last: u32,
}

pub enum Job {
    Statistics(Box<Evaluator>),
    Units(Box<UnitsJob>),
    Detect(Box<DetectJob>),
    Tiles(Box<TilesJob>),
}

impl Job {
    /// Does the next part.
    async fn advance(&mut self, data: &Dataset) -> Result<()> {
        match self {
            Self::Statistics(evaluator) => evaluator.next_batch(data).await.map(drop),
            Self::Units(units) => units.next_batch(data).await.map(drop),
            Self::Detect(search) => search.advance().await,
            Self::Tiles(tiles) => tiles.advance().await,
        }
    }

    fn left(&self) -> usize {
        match self {
            Self::Statistics(evaluator) => evaluator.remaining(),
            Self::Units(units) => units.remaining(),
            Self::Detect(search) => search.total() - search.done(),
            Self::Tiles(tiles) => tiles.total() - tiles.done(),
        }
    }

    fn state(&self) -> JobState {
        match self {
            Self::Statistics(evaluator) => JobState {
                done: evaluator.measured(),
                total: evaluator.measured() + evaluator.remaining(),
                result: evaluator.statistics().map(JobResult::Statistics),
            },
            Self::Units(units) => JobState {
                done: units.seen(),
                total: units.seen() + units.remaining(),
                result: units.statistics().map(JobResult::Units),
            },
            Self::Detect(search) => JobState {
                done: search.done(),
                total: search.total(),
                result: search.detections().map(JobResult::Detections),
            },
            Self::Tiles(tiles) => JobState {
                done: tiles.done(),
                total: tiles.total(),
                result: tiles.tiles().map(JobResult::Tiles),
            },
        }
    }
}

impl Jobs {
    /// One more that has begun.
    pub fn start(&mut self, job: Job) -> JobStarted {
        let total = job.left();
        self.last += 1;
        let id = self.last;
        // Without images it has ended.
        if total > 0 {
            self.running.insert(id, job);
        }
        JobStarted { id, total }
    }
}

impl Session {
    /// Begins a job on the model as it is now; training may go on.
    ///
    /// # Errors
    /// When a number is out of range, or there are no data.
    pub async fn start_job(&mut self, request: JobRequest) -> Result<JobStarted> {
        let seed = self.options.seed.into();
        let (device, config) = (self.device.clone(), self.options.model.clone());
        let Loaded { data, trainer } = self.loaded()?;
        let job = match request {
            JobRequest::Statistics { split, samples } => {
                let samples = limits::STATISTICS_SAMPLES.count(samples)?;
                let (model, options) = (trainer.model(), EvaluationOptions::new(samples));
                let evaluator = Evaluator::new(model, data, split, options, seed, &device)?;
                Job::Statistics(Box::new(evaluator))
            }
            JobRequest::Units { split } => {
                let plan = config.plan(data.shape());
                let units = UnitsJob::new(trainer.model(), plan, data, split, &device);
                Job::Units(Box::new(units))
            }
        };
        Ok(self.jobs.start(job))
    }

    /// Does the next part of a job, which ends with its last one; `None` where it has ended, or its data are gone.
    ///
    /// # Errors
    /// When the device fails; the job then ends.
    pub async fn advance_job(&mut self, JobId { id }: JobId) -> Result<Option<JobState>> {
        let Some(mut job) = self.jobs.running.remove(&id) else { return Ok(None) };
        job.advance(&self.loaded()?.data).await?;
        let state = job.state();
        if job.left() > 0 {
            self.jobs.running.insert(id, job);
        }
        Ok(Some(state))
    }

    /// Ends a job early and frees what it held.
    ///
    /// # Errors
    /// None.
    pub async fn end_job(&mut self, JobId { id }: JobId) -> Result<()> {
        self.jobs.running.remove(&id);
        Ok(())
    }
}

use burn::tensor::Tensor;
use serde::Serialize;

use crate::error::Result;
use crate::model::ElboTerms;
use crate::ops::add_losses;

/// Mean nats an image over the images measured.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Losses {
    pub reconstruction: f32,
    pub kl: f32,
    /// `reconstruction + beta * kl` with the full beta, whatever the objective and the schedule; the negative
    /// ELBO at beta = 1.
    pub loss: f32,
}

/// Sums of both ELBO terms, kept on the device until someone looks.
#[derive(Debug)]
pub(super) struct RunningLosses {
    /// `[2]`
    sums: Option<Tensor<1>>,
    images: usize,
}

impl RunningLosses {
    pub fn new() -> Self {
        Self { sums: None, images: 0 }
    }

    /// Adds both terms of a batch.
    pub fn add(&mut self, terms: ElboTerms) {
        let [reconstruction, kl] = [terms.reconstruction, terms.kl].map(Tensor::without_autodiff);
        self.images += kl.dims()[0];
        let sums = self.sums.take().unwrap_or_else(|| Tensor::zeros([2], &kl.device()));
        self.sums = Some(add_losses(sums, reconstruction, kl));
    }

    /// Reads the means; not a number where nothing was measured.
    pub async fn read(self, beta: f64) -> Result<Losses> {
        let Some(sums) = self.sums else {
            return Ok(Losses { reconstruction: f32::NAN, kl: f32::NAN, loss: f32::NAN });
        };
        let data = sums.into_data_async().await?;
        let [reconstruction, kl] =
            [0, 1].map(|i| data.as_slice::<f32>().expect("losses are f32")[i] / self.images as f32);
        Ok(Losses { reconstruction, kl, loss: reconstruction + beta as f32 * kl })
    }
}

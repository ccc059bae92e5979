#[cfg(feature = "cpu")]
use burn::tensor::Device;
use burn::tensor::Tensor;
use serde::Serialize;

use crate::error::Result;
use crate::model::ElboTerms;
use crate::ops::add_losses;

/// Mean nats an image over the images measured.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Losses {
    /// `-log p(x | z)`, summed over pixels.
    pub reconstruction: f32,
    /// KL divergence of the posterior from the prior, summed over latent dimensions; never below 0.
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

    /// Adds what both terms of some images sum up to.
    #[cfg(feature = "cpu")]
    pub fn add_sums(&mut self, sums: [f32; 2], images: usize, device: &Device) {
        self.images += images;
        let sums = Tensor::from_floats(sums, device);
        self.sums = Some(match self.sums.take() {
            Some(before) => before + sums,
            None => sums,
        });
    }

    /// Whether the sums are finite numbers; nothing is taken.
    pub async fn finite(&self) -> Result<bool> {
        let Some(sums) = self.sums.clone() else { return Ok(true) };
        let data = sums.into_data_async().await?;
        Ok(data.as_slice::<f32>().expect("losses are f32").iter().all(|sum| sum.is_finite()))
    }

    /// Reads the means; not a number where nothing was measured.
    pub async fn read(self, beta: f64) -> Result<Losses> {
        let Some(sums) = self.sums else {
            return Ok(Losses { reconstruction: f32::NAN, kl: f32::NAN, loss: f32::NAN });
        };
        let data = sums.into_data_async().await?;
        let [reconstruction, kl] =
            [0, 1].map(|i| data.as_slice::<f32>().expect("losses are f32")[i] / self.images as f32);
        // Where a posterior is the prior, rounding may leave less than nothing.
        let kl = if kl <= 0.0 { 0.0 } else { kl };
        Ok(Losses { reconstruction, kl, loss: reconstruction + beta as f32 * kl })
    }
}

#[cfg(all(test, feature = "cpu", not(target_family = "wasm")))]
mod tests {
    use burn::tensor::Device;
    use pollster::block_on;

    use super::*;

    fn mean(kl: [f32; 2]) -> Losses {
        let device = Device::flex();
        let mut running = RunningLosses::new();
        let reconstruction = Tensor::from_floats([3.0, 5.0], &device);
        running.add(ElboTerms { reconstruction, kl: Tensor::from_floats(kl, &device) });
        block_on(running.read(2.0)).unwrap()
    }

    #[test]
    fn a_kl_is_never_below_zero() {
        // As rounding leaves it where the posterior is the prior.
        for kl in [[-6e-8, -1e-9], [-0.0, -0.0], [-6e-8, 1e-9]] {
            let losses = mean(kl);
            assert_eq!((format!("{:.3}", losses.kl), losses.loss), ("0.000".into(), 4.0));
        }
        assert_eq!((mean([1.0, 2.0]).kl, mean([1.0, 2.0]).loss), (1.5, 7.0));
        assert!(mean([f32::NAN, 0.0]).kl.is_nan());
    }
}

//! A diagonal Gaussian's sample, KL divergence and gradients as one GPU kernel each.

use burn::backend::tensor::FloatTensor;
use burn::tensor::Shape;
use burn_cubecl::CubeBackend;
use burn_cubecl::kernel::into_contiguous;
use cubecl::prelude::*;

use super::PosteriorOps;
use crate::ops::launch::{output_like, units};

/// Where the mean that belongs to value `i` of a `[batch, latent]` tensor stands; its log-variance is
/// `latent` further.
#[cube]
fn mean_at(i: usize, latent: usize) -> usize {
    i / latent * 2 * latent + i % latent
}

#[cube(launch_unchecked)]
fn sample_kernel(parameters: &Tensor<f32>, noise: &Tensor<f32>, sample: &mut Tensor<f32>) {
    let i = ABSOLUTE_POS;
    if i >= sample.len() {
        terminate!();
    }
    let latent = parameters.shape(1) / 2;
    let at = mean_at(i, latent);
    let deviation = (parameters[at + latent] * 0.5f32).exp();
    sample[i] = parameters[at] + deviation * noise[i];
}

#[cube(launch_unchecked)]
fn sample_gradient_kernel(
    gradient: &Tensor<f32>,
    parameters: &Tensor<f32>,
    noise: &Tensor<f32>,
    by_parameters: &mut Tensor<f32>,
) {
    let i = ABSOLUTE_POS;
    if i >= noise.len() {
        terminate!();
    }
    let latent = parameters.shape(1) / 2;
    let at = mean_at(i, latent);
    let deviation = (parameters[at + latent] * 0.5f32).exp();
    by_parameters[at] = gradient[i];
    by_parameters[at + latent] = gradient[i] * deviation * noise[i] * 0.5f32;
}

#[cube(launch_unchecked)]
fn kl_kernel(parameters: &Tensor<f32>, kl: &mut Tensor<f32>) {
    let row = ABSOLUTE_POS;
    if row >= kl.len() {
        terminate!();
    }
    let latent = parameters.shape(1) / 2;
    let mut sum = 0.0f32;
    for k in 0..latent {
        let at = row * 2 * latent + k;
        let mean = parameters[at];
        let log_variance = parameters[at + latent];
        sum += mean * mean + log_variance.exp() - log_variance - 1.0f32;
    }
    kl[row] = sum * 0.5f32;
}

#[cube(launch_unchecked)]
fn kl_gradient_kernel(
    gradient: &Tensor<f32>,
    parameters: &Tensor<f32>,
    by_parameters: &mut Tensor<f32>,
) {
    let i = ABSOLUTE_POS;
    if i >= by_parameters.len() / 2 {
        terminate!();
    }
    let latent = parameters.shape(1) / 2;
    let at = mean_at(i, latent);
    let outer = gradient[i / latent];
    by_parameters[at] = outer * parameters[at];
    by_parameters[at + latent] = outer * (parameters[at + latent].exp() - 1.0f32) * 0.5f32;
}

impl PosteriorOps for CubeBackend {
    fn posterior_sample(
        parameters: FloatTensor<Self>,
        noise: FloatTensor<Self>,
    ) -> FloatTensor<Self> {
        let [parameters, noise] = [parameters, noise].map(into_contiguous);
        let sample = output_like(&parameters, noise.meta.shape().clone());
        let (count, dim) = units(&sample, sample.meta.num_elements());
        // SAFETY: units past the last element end at once.
        unsafe {
            sample_kernel::launch_unchecked(
                &sample.client,
                count,
                dim,
                parameters.into_tensor_arg(),
                noise.into_tensor_arg(),
                sample.clone().into_tensor_arg(),
            );
        }
        sample
    }

    fn posterior_sample_gradient(
        gradient: FloatTensor<Self>,
        parameters: FloatTensor<Self>,
        noise: FloatTensor<Self>,
    ) -> FloatTensor<Self> {
        let [gradient, parameters, noise] = [gradient, parameters, noise].map(into_contiguous);
        let by_parameters = output_like(&parameters, parameters.meta.shape().clone());
        let (count, dim) = units(&noise, noise.meta.num_elements());
        // SAFETY: as above.
        unsafe {
            sample_gradient_kernel::launch_unchecked(
                &by_parameters.client,
                count,
                dim,
                gradient.into_tensor_arg(),
                parameters.into_tensor_arg(),
                noise.into_tensor_arg(),
                by_parameters.clone().into_tensor_arg(),
            );
        }
        by_parameters
    }

    fn posterior_kl(parameters: FloatTensor<Self>) -> FloatTensor<Self> {
        let parameters = into_contiguous(parameters);
        let batch = parameters.meta.shape()[0];
        let kl = output_like(&parameters, Shape::new([batch, 1]));
        let (count, dim) = units(&kl, batch);
        // SAFETY: as above.
        unsafe {
            kl_kernel::launch_unchecked(
                &kl.client,
                count,
                dim,
                parameters.into_tensor_arg(),
                kl.clone().into_tensor_arg(),
            );
        }
        kl
    }

    fn posterior_kl_gradient(
        gradient: FloatTensor<Self>,
        parameters: FloatTensor<Self>,
    ) -> FloatTensor<Self> {
        let [gradient, parameters] = [gradient, parameters].map(into_contiguous);
        let by_parameters = output_like(&parameters, parameters.meta.shape().clone());
        let (count, dim) = units(&parameters, parameters.meta.num_elements() / 2);
        // SAFETY: as above.
        unsafe {
            kl_gradient_kernel::launch_unchecked(
                &by_parameters.client,
                count,
                dim,
                gradient.into_tensor_arg(),
                parameters.into_tensor_arg(),
                by_parameters.clone().into_tensor_arg(),
            );
        }
        by_parameters
    }
}

//! A diagonal Gaussian for each image, its mean and log-variance side by side.

/// A draw of each image's Gaussian, `mean + exp(log_variance / 2) noise`, and its divergence from the standard normal
/// distribution, `sum (mean^2 + exp(log_variance) - log_variance - 1) / 2`.
///
/// # Shapes
/// - parameters: `[batch, 2 latent]`, means before log-variances
/// - noise, z: `[batch, latent]`
/// - kl: `[batch]`
pub fn draw(parameters: &[f32], noise: &[f32], latent: usize, z: &mut [f32], kl: &mut [f32]) {
    let rows = parameters.chunks_exact(2 * latent).zip(noise.chunks_exact(latent));
    for (((parameters, noise), z), kl) in rows.zip(z.chunks_exact_mut(latent)).zip(kl) {
        let (means, log_variances) = parameters.split_at(latent);
        let mut sum = 0.0;
        for (((z, mean), log_variance), noise) in
            z.iter_mut().zip(means).zip(log_variances).zip(noise)
        {
            *z = mean + (log_variance * 0.5).exp() * noise;
            sum += mean * mean + (log_variance.exp() - log_variance) - 1.0;
        }
        *kl = sum * 0.5;
    }
}

/// The derivative by the parameters of a loss that has the one by `z`, and in which each image's divergence counts
/// `kl_weight`.
///
/// # Shapes
/// As [`draw`]'s; `by_parameters` as the parameters.
pub fn draw_gradient(
    by_z: &[f32],
    parameters: &[f32],
    noise: &[f32],
    latent: usize,
    kl_weight: f32,
    by_parameters: &mut [f32],
) {
    let rows = parameters.chunks_exact(2 * latent).zip(noise.chunks_exact(latent));
    let gradients = by_z.chunks_exact(latent).zip(by_parameters.chunks_exact_mut(2 * latent));
    for ((parameters, noise), (by_z, by_parameters)) in rows.zip(gradients) {
        let (means, log_variances) = parameters.split_at(latent);
        let (by_mean, by_log_variance) = by_parameters.split_at_mut(latent);
        for i in 0..latent {
            let change = (log_variances[i] * 0.5).exp() * noise[i] * 0.5;
            let excess = (log_variances[i].exp() - 1.0) * 0.5;
            by_mean[i] = by_z[i] + means[i] * kl_weight;
            by_log_variance[i] = by_z[i] * change + excess * kl_weight;
        }
    }
}

"""Makes tests/fixtures/evaluation.json: what a linear model's evaluation must give, in float64, by
integration instead of sampling.

    pip install numpy
    python scripts/make_evaluation_fixture.py

The model: six binary pixels, a linear encoder to two latent dimensions' means and log-variances, a linear
decoder to logits. E[L_k] is an integral over k latents of two dimensions: Gauss-Hermite under the
posterior for k = 1 and 2. log p(x) is an integral over the prior, by the trapezoidal rule.
"""

import json
from pathlib import Path

import numpy as np

TARGET = Path(__file__).parent.parent / "tests/fixtures/evaluation.json"
PIXELS, LATENT = 6, 2

rng = np.random.default_rng(20)
# Rounded, so that the same numbers are exact enough in the test's single precision.
draw = lambda scale, *shape: np.round(rng.normal(0, scale, shape), 2)
encoder_weight, encoder_bias = draw(0.5, PIXELS, 2 * LATENT), draw(0.4, 2 * LATENT)
# Posteriors about as wide as the prior, so that no weight is far above the others and L_5000 has converged.
encoder_weight[:, LATENT:] = np.round(encoder_weight[:, LATENT:] / 3, 2)
encoder_bias[LATENT:] = np.round(encoder_bias[LATENT:] + 0.7, 2)
decoder_weight, decoder_bias = draw(1.0, LATENT, PIXELS), draw(0.5, PIXELS)
images = (rng.random((5, PIXELS)) < 0.5).astype(float)


def log_likelihood(z, image):
    logits = z @ decoder_weight + decoder_bias
    return (logits * image - np.logaddexp(0, logits)).sum(-1)


def log_normal(z, mean, log_variance):
    square = (z - mean) ** 2 / np.exp(log_variance)
    return -0.5 * (square + log_variance + np.log(2 * np.pi)).sum(-1)


def log_marginal(image):
    axis = np.linspace(-10, 10, 1001)
    z = np.stack(np.meshgrid(axis, axis), -1).reshape(-1, LATENT)
    logs = log_likelihood(z, image) + log_normal(z, 0.0, np.zeros(LATENT))
    return np.log(np.exp(logs).sum() * (axis[1] - axis[0]) ** 2)


def expectations(image, mean, log_variance, nodes):
    """E[log p(x|z)], E[L_1], E[L_2] under the posterior."""
    points, weights = np.polynomial.hermite_e.hermegauss(nodes)
    weights = weights / weights.sum()
    noise = np.stack(np.meshgrid(points, points), -1).reshape(-1, LATENT)
    measure = np.outer(weights, weights).reshape(-1)
    z = mean + np.exp(log_variance / 2) * noise
    likelihood = log_likelihood(z, image)
    logs = likelihood + log_normal(z, 0.0, np.zeros(LATENT)) - log_normal(z, mean, log_variance)
    pairs = np.logaddexp(logs[:, None], logs[None, :]) - np.log(2)
    return measure @ likelihood, measure @ logs, measure @ pairs @ measure


parameters = images @ encoder_weight + encoder_bias
means, log_variances = parameters[:, :LATENT], parameters[:, LATENT:]
rows = [expectations(*row, 48) for row in zip(images, means, log_variances)]
finer = [expectations(*row, 64) for row in zip(images, means, log_variances)]
print("integration error", np.abs(np.subtract(rows, finer)).max(0))
assert np.abs(np.subtract(rows, finer)).max() < 1e-4, "too few nodes"
likelihood, first, second = np.mean(rows, 0)

variances = np.exp(log_variances)
kl = 0.5 * (means**2 + variances - log_variances - 1)
assert abs(likelihood - kl.sum(1).mean() - first) < 1e-9, "E[L_1] is the ELBO"
covariance = np.cov(means.T, bias=True) + np.diag(variances.mean(0))
center = means.mean(0)
moment_matched = 0.5 * (np.trace(covariance) + center @ center - LATENT - np.linalg.slogdet(covariance)[1])

fixture = {
    "encoderWeight": encoder_weight.tolist(),
    "encoderBias": encoder_bias.tolist(),
    "decoderWeight": decoder_weight.tolist(),
    "decoderBias": decoder_bias.tolist(),
    "images": images.tolist(),
    "reconstruction": -likelihood,
    "negativeElbo": -first,
    "bound2": -second,
    "negativeLogLikelihood": -np.mean([log_marginal(image) for image in images]),
    "klPerDimension": kl.mean(0).tolist(),
    "meanVariances": means.var(0).tolist(),
    "aggregateMean": center.tolist(),
    "aggregateCovariance": covariance.ravel().tolist(),
    "momentMatchedKl": moment_matched,
}
# Log weights as a wide model's: far from 0, some thousands of nats apart.
log_weights = np.round(rng.normal(-20_000, 500, 40), 3)
fixture["logWeights"] = log_weights.tolist()
fixture["logMeanWeight"] = np.logaddexp.reduce(log_weights) - np.log(len(log_weights))

TARGET.write_text(json.dumps(fixture, indent=1) + "\n")
print({k: round(float(v), 4) for k, v in fixture.items() if np.isscalar(v)})

"""Makes tests/fixtures/objectives.json: each objective's loss and gradient on fixed small posteriors.

    pip install numpy
    python scripts/make_objective_fixtures.py

Written from the papers' formulas in float64, one image and one pair at a time, apart from the engine's own
code. Gradients are central differences by the posteriors' parameters.
"""

import json
import math
from pathlib import Path

import numpy as np

TARGET = Path(__file__).parent.parent / "tests/fixtures/objectives.json"

BATCH, LATENT, DRAWS = 6, 3, 5
TRAINING_IMAGES = 40
STEP = 1e-6

rng = np.random.default_rng(7)
MEAN = rng.normal(0, 1, (BATCH, LATENT))
# One dimension that tells little, as a collapsed one does.
MEAN[:, 2] *= 0.1
LOG_VARIANCE = rng.uniform(-2, 0.5, (BATCH, LATENT))
LOG_VARIANCE[:, 2] *= 0.1
NOISE = rng.normal(0, 1, (DRAWS * BATCH, LATENT))
# The log-likelihood of image i at z: -(base_i + |z - target_i|^2 / 2).
BASE = rng.uniform(2, 6, BATCH)
TARGETS = rng.normal(0, 1, (BATCH, LATENT))


def log_normal(x, mean, log_variance):
    return -((x - mean) ** 2 / math.exp(log_variance) + log_variance + math.log(2 * math.pi)) / 2


def log_mean_exp(values):
    largest = max(values)
    return largest + math.log(sum(math.exp(v - largest) for v in values) / len(values))


class Batch:
    def __init__(self, parameters):
        self.mean, self.log_variance = parameters[:, :LATENT], parameters[:, LATENT:]

    def z(self, i, draw=0):
        return self.mean[i] + np.exp(self.log_variance[i] / 2) * NOISE[draw * BATCH + i]

    def reconstruction(self, i, draw=0):
        return BASE[i] + ((self.z(i, draw) - TARGETS[i]) ** 2).sum() / 2

    def kl(self, i):
        """Each dimension's KL from the prior."""
        variance = np.exp(self.log_variance[i])
        return -(1 + self.log_variance[i] - self.mean[i] ** 2 - variance) / 2

    def log_posterior(self, z, i):
        """Each dimension's log q(z_d | x_i)."""
        return np.array(
            [log_normal(z[d], self.mean[i, d], self.log_variance[i, d]) for d in range(LATENT)]
        )


def log_prior(z):
    return sum(log_normal(value, 0.0, 0.0) for value in z)


def elbo(batch, beta):
    return [batch.reconstruction(i) + beta * batch.kl(i).sum() for i in range(BATCH)]


def free_bits(batch, beta, nats):
    held = np.maximum(nats, np.mean([batch.kl(i) for i in range(BATCH)], axis=0)).sum()
    return [batch.reconstruction(i) + beta * held for i in range(BATCH)]


def capacity(batch, gamma, now):
    return [batch.reconstruction(i) + gamma * abs(batch.kl(i).sum() - now) for i in range(BATCH)]


def iwae(batch, samples):
    def log_weight(i, draw):
        z = batch.z(i, draw)
        return -batch.reconstruction(i, draw) + log_prior(z) - batch.log_posterior(z, i).sum()

    return [-log_mean_exp([log_weight(i, draw) for draw in range(samples)]) for i in range(BATCH)]


def beta_tc_vae(batch, mutual_information, total_correlation, dimension_wise):
    losses = []
    for i in range(BATCH):
        z = batch.z(i)
        by_image = [batch.log_posterior(z, j) for j in range(BATCH)]
        # Minibatch weighted sampling: the sum over the batch, over N M, is its mean over N.
        joint = log_mean_exp([d.sum() for d in by_image]) - math.log(TRAINING_IMAGES)
        product = sum(
            log_mean_exp([densities[d] for densities in by_image]) - math.log(TRAINING_IMAGES)
            for d in range(LATENT)
        )
        losses.append(
            batch.reconstruction(i)
            + mutual_information * (by_image[i].sum() - joint)
            + total_correlation * (joint - product)
            + dimension_wise * (product - log_prior(z))
        )
    return losses


def info_vae(batch, alpha, lambda_):
    def kernel(a, b):
        scale = 2 * LATENT
        return scale / (scale + ((a - b) ** 2).sum())

    posterior = [batch.z(i) for i in range(BATCH)]
    prior = [NOISE[BATCH + i] for i in range(BATCH)]
    losses = []
    for i in range(BATCH):
        row = [
            kernel(posterior[i], posterior[j])
            + kernel(prior[i], prior[j])
            - 2 * kernel(posterior[i], prior[j])
            for j in range(BATCH)
        ]
        losses.append(
            batch.reconstruction(i)
            + (1 - alpha) * batch.kl(i).sum()
            + (alpha + lambda_ - 1) * np.mean(row)
        )
    return losses


def tc_vae_case(name, *weights):
    names = ("mutualInformation", "totalCorrelation", "dimensionWise")
    objective = {"kind": "betaTcVae", **dict(zip(names, weights))}
    return name, objective, 1.0, 0, 1, lambda batch: beta_tc_vae(batch, *weights)


def info_vae_case(name, alpha, lambda_):
    objective = {"kind": "infoVae", "alpha": alpha, "lambda": lambda_}
    return name, objective, 1.0, 0, 1, lambda batch: info_vae(batch, alpha, lambda_)


# Name, objective, beta now, steps taken, posterior draws an image, losses.
CASES = [
    ("elbo", {"kind": "elbo"}, 1.0, 0, 1, lambda batch: elbo(batch, 1.0)),
    ("beta-VAE", {"kind": "elbo"}, 4.0, 0, 1, lambda batch: elbo(batch, 4.0)),
    (
        "free bits",
        {"kind": "freeBits", "nats": 0.25},
        0.5,
        0,
        1,
        lambda batch: free_bits(batch, 0.5, 0.25),
    ),
    (
        "capacity, on its way",
        {"kind": "capacity", "nats": 4.0, "steps": 100, "gamma": 30.0},
        1.0,
        40,
        1,
        lambda batch: capacity(batch, 30.0, 1.6),
    ),
    (
        "capacity, full",
        {"kind": "capacity", "nats": 2.5, "steps": 100, "gamma": 5.0},
        1.0,
        250,
        1,
        lambda batch: capacity(batch, 5.0, 2.5),
    ),
    ("IWAE-1", {"kind": "iwae", "samples": 1}, 1.0, 0, 1, lambda batch: iwae(batch, 1)),
    ("IWAE-5", {"kind": "iwae", "samples": 5}, 1.0, 0, 5, lambda batch: iwae(batch, 5)),
    tc_vae_case("mutual information", 1.0, 0.0, 0.0),
    tc_vae_case("total correlation", 0.0, 1.0, 0.0),
    tc_vae_case("dimension-wise KL", 0.0, 0.0, 1.0),
    tc_vae_case("beta-TCVAE", 1.0, 6.0, 0.5),
    info_vae_case("MMD", 1.0, 1.0),
    info_vae_case("InfoVAE", 0.5, 20.0),
]


def gradient(losses, parameters):
    """Of the mean loss."""
    result = np.zeros_like(parameters)
    for index in np.ndindex(parameters.shape):
        nudge = np.zeros_like(parameters)
        nudge[index] = STEP
        above, below = (np.mean(losses(Batch(parameters + s * nudge))) for s in (1, -1))
        result[index] = (above - below) / (2 * STEP)
    return result


parameters = np.concatenate([MEAN, LOG_VARIANCE], axis=1)
# What 32-bit numbers hold, so that both sides start from the same.
parameters, NOISE, BASE, TARGETS = (
    np.float64(np.float32(values)) for values in (parameters, NOISE, BASE, TARGETS)
)
cases = [
    {
        "name": name,
        "objective": objective,
        "beta": beta,
        "step": step,
        "samples": samples,
        "losses": [float(loss) for loss in losses(Batch(parameters))],
        "gradient": np.round(gradient(losses, parameters), 9).ravel().tolist(),
    }
    for name, objective, beta, step, samples, losses in CASES
]
fixture = {
    "batch": BATCH,
    "latent": LATENT,
    "trainingImages": TRAINING_IMAGES,
    "parameters": parameters.ravel().tolist(),
    "noise": NOISE.ravel().tolist(),
    "base": BASE.tolist(),
    "targets": TARGETS.ravel().tolist(),
    "cases": cases,
}
# A field a line.
lines = [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in fixture.items()]
text = "{\n" + ",\n".join(lines) + "\n}\n"
TARGET.write_text(text.replace('{"name"', '\n{"name"'))
print(f"{TARGET.name}: {len(cases)} cases, {TARGET.stat().st_size} bytes")

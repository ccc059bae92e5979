"""The digits table from a program that shares nothing with the engine: a VAE in numpy, float64, gradients
by hand, with the engine's split, initial weights and constants. Set it beside `examples/digits_table.rs`.

    pip install numpy scikit-learn==1.9.1
    OMP_NUM_THREADS=1 python scripts/digits_reference.py --seeds 5

`--weights he --split fifth` shows what other initial weights and another test set do to the figures.
"""

import argparse

import numpy as np
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

BATCH, SAMPLES, LEARNING_RATE = 64, 500, 1e-3
# Latent dimensions, beta, binarised, epochs.
SETTINGS = [
    (2, 1, False, 400),
    (5, 1, False, 400),
    (10, 1, False, 400),
    (2, 4, False, 300),
    (2, 1, True, 300),
    (10, 1, True, 300),
]

parser = argparse.ArgumentParser()
parser.add_argument("--seeds", type=int, default=1)
parser.add_argument("--weights", choices=["pytorch", "he"], default="pytorch")
parser.add_argument("--split", choices=["sklearn", "fifth"], default="sklearn")
options = parser.parse_args()

digits = load_digits().data
rows = np.arange(len(digits))
sklearn_rows = train_test_split(rows, test_size=0.2, random_state=42)[1]
test_rows = sklearn_rows if options.split == "sklearn" else rows[::5]
train_rows = np.setdiff1d(rows, test_rows)


def initial(rng, inputs, outputs):
    if options.weights == "he":
        return [rng.normal(0, np.sqrt(2 / inputs), (inputs, outputs)), np.zeros(outputs)]
    bound = 1 / np.sqrt(inputs)
    return [rng.uniform(-bound, bound, shape) for shape in [(inputs, outputs), outputs]]


def forward(parameters, x):
    """Every layer's output, ReLU after all but the last."""
    outputs = []
    for i in range(0, len(parameters), 2):
        x = x @ parameters[i] + parameters[i + 1]
        if i + 2 < len(parameters):
            x = np.maximum(x, 0)
        outputs.append(x)
    return outputs


def backward(parameters, x, outputs, gradient):
    """The parameters' gradients and the input's."""
    gradients = []
    for i in reversed(range(len(outputs))):
        source = outputs[i - 1] if i else x
        gradients = [source.T @ gradient, gradient.sum(0)] + gradients
        gradient = gradient @ parameters[2 * i].T
        if i:
            gradient = gradient * (source > 0)
    return gradients, gradient


def step(encoder, decoder, x, beta, noise):
    hidden = forward(encoder, x)
    mean, log_variance = np.split(hidden[-1], 2, axis=1)
    deviation = np.exp(log_variance / 2)
    z = mean + deviation * noise
    image = forward(decoder, z)
    by_logits = (1 / (1 + np.exp(-image[-1])) - x) / len(x)
    decoder_gradients, by_z = backward(decoder, z, image, by_logits)
    by_mean = by_z + beta * mean / len(x)
    by_log_variance = by_z * noise * deviation / 2 + beta * (deviation**2 - 1) / 2 / len(x)
    by_posterior = np.hstack([by_mean, by_log_variance])
    return backward(encoder, x, hidden, by_posterior)[0] + decoder_gradients


def train(images, latent, beta, epochs, rng):
    sizes = [(64, 64), (64, 128), (128, 2 * latent), (latent, 128), (128, 64), (64, 64)]
    parameters = sum((initial(rng, *size) for size in sizes), [])
    first, second = [[np.zeros_like(p) for p in parameters] for _ in range(2)]
    time = 0
    for _ in range(epochs):
        order = rng.permutation(train_rows)
        for start in range(0, len(order), BATCH):
            x = images[order[start : start + BATCH]]
            noise = rng.normal(size=(len(x), latent))
            gradients = step(parameters[:6], parameters[6:], x, beta, noise)
            time += 1
            for p, g, m, v in zip(parameters, gradients, first, second):
                m += 0.1 * (g - m)
                v += 0.001 * (g * g - v)
                p -= LEARNING_RATE * (m / (1 - 0.9**time)) / (np.sqrt(v / (1 - 0.999**time)) + 1e-8)
    return parameters[:6], parameters[6:]


def evaluate(encoder, decoder, x, rng):
    mean, log_variance = np.split(forward(encoder, x)[-1], 2, axis=1)
    kl = 0.5 * (mean**2 + np.exp(log_variance) - log_variance - 1).sum(1).mean()
    losses, weights = [], []
    for _ in range(SAMPLES):
        noise = rng.normal(size=mean.shape)
        z = mean + np.exp(log_variance / 2) * noise
        logits = forward(decoder, z)[-1]
        losses.append((np.logaddexp(0, logits) - logits * x).sum(1))
        weights.append(0.5 * (noise**2 + log_variance - z**2).sum(1) - losses[-1])
    bound = -(np.logaddexp.reduce(weights) - np.log(SAMPLES)).mean()
    active = (mean.var(0) > 0.01).sum()
    return np.mean(losses) + kl, np.mean(losses), kl, bound, active


print(f"{options.weights} weights, {options.split} split, {options.seeds} seeds")
for latent, beta, binary, epochs in SETTINGS:
    images = (digits >= 8).astype(float) if binary else digits / 16
    found = []
    for seed in range(options.seeds):
        rng = np.random.default_rng(seed)
        model = train(images, latent, beta, epochs, rng)
        found.append(evaluate(*model, images[test_rows], rng))
    found = np.array(found)
    loss, reconstruction, kl, bound, _ = found.mean(0)
    print(
        f"z = {latent}, beta = {beta}, {'binarised' if binary else 'grey'}, {epochs} epochs: "
        f"-ELBO {loss:.2f} ({found[:, 0].min():.2f} to {found[:, 0].max():.2f}), "
        f"reconstruction {reconstruction:.2f}, KL {kl:.3f}, active {found[:, 4].astype(int).tolist()}, "
        f"-L_{SAMPLES} {bound:.2f}",
        flush=True,
    )

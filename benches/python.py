"""The engine from Python beside PyTorch on the same CPU: MNIST, 784-400-20-400-784, batch 128, Adam 1e-3, 10 epochs.

    python benches/python.py engine|torch [--threads N] [--epochs N] [--data www/public/data/mnist]

One way at a time, in a process of its own. Needs the packages of ./build.sh notebook, or torch.
"""

from __future__ import annotations

import argparse
import gzip
from pathlib import Path
from time import perf_counter, process_time

import numpy as np

HIDDEN, LATENT, BATCH, RATE, SEED = 400, 20, 128, 1e-3, 42
TEST = 10_000


def read(folder: Path) -> np.ndarray:
    """All images of the site's set, of which the last 10,000 are those to test on: `(70000, 28, 28)` bytes."""
    parts = sorted(folder.glob("images-*.idx.gz"))
    return np.concatenate([np.frombuffer(gzip.open(part).read(), np.uint8, offset=16) for part in parts]).reshape(-1, 28, 28)


def engine(images: np.ndarray, epochs: int, threads: int) -> tuple[float, float, float]:
    from vae_playground.engine import Session

    options = {
        "model": {"encoder": [HIDDEN], "decoder": [HIDDEN], "latent": LATENT},
        "training": {"batchSize": BATCH, "learningRate": RATE},
        "seed": SEED,
    }
    test_rows = np.arange(len(images) - TEST, len(images))
    session = Session(images, options=options, test_rows=test_rows, threads=threads)
    began, busy = perf_counter(), process_time()
    session.train(epochs)
    return perf_counter() - began, process_time() - busy, session.evaluate()["loss"]


def torch(images: np.ndarray, epochs: int, threads: int) -> tuple[float, float, float]:
    import torch
    from torch import nn
    from torch.nn import functional as F

    torch.set_num_threads(threads)
    torch.manual_seed(SEED)
    pixels = torch.from_numpy(images.reshape(-1, 784)).float() / 255
    train, test = pixels[:-TEST], pixels[-TEST:]
    encoder = nn.Sequential(nn.Linear(784, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, 2 * LATENT))
    decoder = nn.Sequential(nn.Linear(LATENT, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, 784))
    optimizer = torch.optim.Adam([*encoder.parameters(), *decoder.parameters()], lr=RATE, fused=True)

    def losses(x):
        mean, log_variance = encoder(x).chunk(2, dim=1)
        z = mean + torch.exp(0.5 * log_variance) * torch.randn_like(mean)
        reconstruction = F.binary_cross_entropy_with_logits(decoder(z), x, reduction="sum")
        return reconstruction - 0.5 * torch.sum(1 + log_variance - mean**2 - log_variance.exp())

    def evaluate():
        with torch.no_grad():
            return sum(losses(x).item() for x in test.split(256)) / len(test)

    began, busy = perf_counter(), process_time()
    for _ in range(epochs):
        for rows in torch.randperm(len(train)).split(BATCH):
            optimizer.zero_grad(set_to_none=True)
            loss = losses(train[rows]) / len(rows)
            loss.backward()
            optimizer.step()
        # As the engine does, after each epoch.
        evaluate()
    return perf_counter() - began, process_time() - busy, evaluate()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["engine", "torch"])
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--data", type=Path, default=Path("www/public/data/mnist"))
    arguments = parser.parse_args()
    run = {"engine": engine, "torch": torch}[arguments.what]
    seconds, busy, loss = run(read(arguments.data), arguments.epochs, arguments.threads)
    print(
        f"{arguments.what}, threads {arguments.threads}: {arguments.epochs} epochs in {seconds:.1f} s, "
        f"{busy:.1f} s of the processor's time, test loss {loss:.2f}"
    )

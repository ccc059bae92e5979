"""Writes tests/fixtures/digits.sweep.safetensors, a sweep for the page to open: some of scikit-learn's digits, four runs.

Run with a Python that has notebook/dist's wheels, distributed and scikit-learn.
"""

from pathlib import Path

from sklearn.datasets import load_digits
from vae_playground.sweep import sweep

if __name__ == "__main__":
    digits = load_digits()
    found = sweep(
        (digits.images[:300] / 16, digits.target[:300]),
        {"model.latent": [2, 3], "training.beta": [0.1, 2]},
        epochs=12,
        model={"encoder": [12], "decoder": [12]},
    )
    print(found.frame)
    found.save(Path(__file__).parents[1] / "tests/fixtures/digits")

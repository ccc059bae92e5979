"""Draws the images to test on, the very ones that the page draws (`crates/images/src/split.rs`)."""

from __future__ import annotations

from typing import Any

import numpy as np

from vae_playground.errors import PlaygroundError

TEST_FRACTION = 0.2


def held_out(count: int, fraction: Any, own_tests: int, seed: int, labels: np.ndarray | None) -> np.ndarray:
    """The test rows by a fraction that a person gives; unless told, those that a file has last for itself, or else a fifth."""
    if fraction is None:
        if own_tests:
            return np.arange(count - own_tests, count, dtype=np.uint32)
        fraction = TEST_FRACTION
    if isinstance(fraction, bool) or not isinstance(fraction, (int, float, np.number)) or not 0 <= fraction <= 0.9:
        raise PlaygroundError(f"The test fraction must be from 0 to 0.9, not {fraction!r}.")
    return split(count, fraction, seed, labels)


def split(count: int, fraction: float, seed: int, labels: np.ndarray | None = None) -> np.ndarray:
    """The test rows of `count` images, ascending; of each class its share where there are labels.

    A class's share is rounded down, then up where the remainder is largest. Drawn are the rows with the smallest keys.
    """
    classes = np.zeros(count, np.int64) if labels is None else np.asarray(labels, np.int64)
    sizes = np.bincount(classes, minlength=1)
    total = min(int(np.floor(count * fraction + 0.5)), max(count - 1, 0))
    shares = sizes * fraction
    wanted = np.floor(shares).astype(int)
    remainders = np.argsort(-(shares - wanted), kind="stable")
    wanted[remainders[: max(total - int(wanted.sum()), 0)]] += 1
    order = np.lexsort((_keys(count, seed), classes))
    starts = np.cumsum(sizes) - sizes
    drawn = [order[start : start + number] for start, number in zip(starts, wanted)]
    return np.sort(np.concatenate(drawn)).astype(np.uint32)


def _keys(count: int, seed: int) -> np.ndarray:
    """The first outputs of SplitMix64 (Steele, Lea and Flood, 2014)."""
    rows = np.arange(1, count + 1, dtype=np.uint64)
    z = np.uint64(seed) + rows * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))

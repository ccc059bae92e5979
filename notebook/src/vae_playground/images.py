"""Checks images and labels, and brings them into the form that the browser takes."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from vae_playground.errors import PlaygroundError

# The engine holds 32-bit floats: 256 MiB of them with this many, 70,000 images of 28 x 28 in grey.
MOST_VALUES = 2**26
# White in the number ranges in use, as in crates/images/src/array/scale.rs: fractions and masks, scikit-learn's digits,
# bytes, 16 bits.
SCALES = (1, 16, 255, 65_535)


@dataclass(frozen=True)
class Images:
    """`(count, height, width, channels)` values, bytes over 255 or 32-bit fractions."""

    pixels: np.ndarray
    # Whether they came without an axis for channels, and leave without one.
    grey: bool
    # The number that stood for white.
    white: int

    @property
    def shape(self) -> tuple[int, int, int, int]:
        return self.pixels.shape

    def fractions(self) -> np.ndarray:
        """As 32-bit fractions, contiguous, themselves where they are."""
        if self.pixels.dtype == np.float32:
            return self.pixels
        return self.pixels.astype(np.float32) / np.float32(255)

    def like(self, values: np.ndarray) -> np.ndarray:
        """Images of this size from flat values, with the axes that a person gave."""
        images = values.reshape(-1, *self.shape[1:])
        return images[..., 0] if self.grey else images


def gigabytes(values: int) -> str:
    return f"{values * 4 / 1e9:,.1f} GB"


def check_size(values: int, what: str, most: int = MOST_VALUES) -> None:
    """Refuses before anything is allocated."""
    if values > most:
        where = "in the browser" if most == MOST_VALUES else "in the engine"
        raise PlaygroundError(
            f"{what} would take {gigabytes(values)} {where}; at most {gigabytes(most)} fit. Take fewer or smaller images."
        )


def check_images(images, like: Images | None = None, *, most: int = MOST_VALUES, copy: bool = True) -> Images:
    """Images from an array of `(N, H, W)` or `(N, H, W, C)`, of numbers from 0 to white.

    That is the smallest of `SCALES` that holds the largest value, or what it is in the images they are like, where
    these are numbers of the same kind. Without `copy`, 32-bit fractions may stay the caller's array.
    """
    try:
        array = np.asarray(images)
    except ValueError:
        raise PlaygroundError("Images must be numbers in one array; these have different sizes.") from None
    if array.dtype == object or not (np.issubdtype(array.dtype, np.number) or array.dtype == bool):
        raise PlaygroundError(f"Images must be numbers in one array; these have the type {array.dtype}.")
    if array.ndim not in (3, 4):
        raise PlaygroundError(
            f"Images must have the axes (N, H, W) or (N, H, W, C); these have the shape {array.shape}."
            + (" Reshape rows of pixels first: images.reshape(-1, height, width)." if array.ndim == 2 else "")
        )
    if array.size == 0:
        raise PlaygroundError(f"There are no images: the shape is {array.shape}.")
    if array.ndim == 4 and array.shape[3] not in (1, 3):
        raise PlaygroundError(
            f"Images must have 1 or 3 channels as their last axis; these have {array.shape[3]} (shape {array.shape})."
        )
    check_size(array.size, f"{len(array):,} images of {' × '.join(map(str, array.shape[1:]))}", most)
    if np.iscomplexobj(array):
        raise PlaygroundError("Images must be real numbers; these are complex.")
    floating = np.issubdtype(array.dtype, np.floating)
    same_kind = like is not None and floating == (like.pixels.dtype == np.float32)
    # True is white, whatever the others are.
    white = _check_range(array, 1 if array.dtype == bool else like.white if same_kind else None)
    if floating and white == 1 and array.dtype == np.float32 and not copy:
        pixels = array
    else:
        pixels = (_fractions if floating else _bytes)(array, white)
    grey = array.ndim == 3
    # Of a message or a file, numbers of 4 bytes may lie anywhere.
    return Images(np.require(pixels[..., None] if grey else pixels, requirements="CA"), grey, white)


def _check_range(array: np.ndarray, white: int | None) -> int:
    """The number that stands for white."""
    wrong = np.count_nonzero(~np.isfinite(array))
    if wrong:
        first = int(np.argwhere(~np.isfinite(array))[0][0])
        raise PlaygroundError(f"{wrong:,} values are NaN or infinite, the first in image {first}. Fill or drop them.")
    low, high = float(array.min()), float(array.max())
    scales = SCALES if white is None else (white,)
    fitting = [scale for scale in scales if high <= scale]
    if low < 0 or not fitting:
        ranges = " or ".join(f"0 to {scale:,}" for scale in scales)
        raise PlaygroundError(
            f"Images must lie in {ranges}; these run from {low:g} to {high:g}. Shift and scale them: "
            f"(images - {low:g}) / {high - low:g}."
        )
    return fitting[0]


def _fractions(array: np.ndarray, white: int) -> np.ndarray:
    return (array.astype(np.float64) / white).astype(np.float32)


def _bytes(array: np.ndarray, white: int) -> np.ndarray:
    """The nearest bytes, halves up."""
    if white == 255:
        return array.astype(np.uint8)
    return np.floor(_fractions(array, white) * np.float32(255) + np.float32(0.5)).astype(np.uint8)


def pixels_like(images, like: Images, *, most: int = MOST_VALUES, copy: bool = True) -> np.ndarray:
    """The 32-bit fractions of images of the size of others."""
    given = check_images(images, like, most=most, copy=copy)
    if given.shape[1:] != like.shape[1:]:
        has, wants = (" × ".join(map(str, shape[1:])) for shape in (given.shape, like.shape))
        raise PlaygroundError(f"The images are {has}; this model takes {wants}.")
    return given.fractions()


def check_vectors(z, latent: int) -> np.ndarray:
    """Latent vectors, `(n, latent)`, from one or more of them."""
    try:
        vectors = np.asarray(z, dtype=np.float32)
    except (TypeError, ValueError):
        raise PlaygroundError("Latent vectors must be numbers in one array.") from None
    vectors = np.atleast_2d(vectors)
    if vectors.ndim != 2 or vectors.shape[1] != latent or len(vectors) == 0:
        raise PlaygroundError(f"Latent vectors must have the shape (n, {latent}); these have {np.shape(z)}.")
    if not np.isfinite(vectors).all():
        raise PlaygroundError("Latent vectors hold NaN or infinite values.")
    return np.require(vectors, requirements="CA")


def check_labels(labels, count: int) -> tuple[np.ndarray, list[str]]:
    """A class number for each image, and the names of the classes, in their order."""
    series = pd.Series(labels) if np.ndim(labels) == 1 else None
    if series is None:
        raise PlaygroundError(f"Labels must be one for each image; these have the shape {np.shape(labels)}.")
    if len(series) != count:
        raise PlaygroundError(f"There are {len(series):,} labels for {count:,} images; give one for each image.")
    missing = int(series.isna().sum())
    if missing:
        raise PlaygroundError(f"{missing:,} labels are missing. Fill them, or drop their images.")
    codes, names = pd.factorize(series, sort=True)
    names = [str(name) for name in names]
    # Texts that are all whole numbers, as numbers: 9 before 10.
    if all(re.fullmatch(r"[+-]?[0-9]{1,18}", name) for name in names):
        order = sorted(range(len(names)), key=lambda code: int(names[code]))
        codes, names = np.argsort(order)[codes], [names[code] for code in order]
    return codes.astype(np.uint32), names

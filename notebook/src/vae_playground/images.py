"""Checks images and labels, and brings them into the form that the browser takes."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from vae_playground.errors import PlaygroundError

# The engine holds 32-bit floats: 256 MiB of them with this many, 70,000 images of 28 x 28 in grey.
MOST_VALUES = 2**26
# IDX is MNIST's format: two zero bytes, the type of a value, the rank, then big-endian lengths.
IDX_UNSIGNED_BYTE = 8


@dataclass(frozen=True)
class Images:
    """`(count, height, width, channels)` values, bytes over 255 or 32-bit fractions."""

    pixels: np.ndarray
    # Whether they came without an axis for channels, and leave without one.
    grey: bool

    @property
    def shape(self) -> tuple[int, int, int, int]:
        return self.pixels.shape

    def like(self, values: np.ndarray) -> np.ndarray:
        """Images of this size from flat values, with the axes that a person gave."""
        images = values.reshape(-1, *self.shape[1:])
        return images[..., 0] if self.grey else images


def gigabytes(values: int) -> str:
    return f"{values * 4 / 1e9:,.1f} GB"


def check_size(values: int, what: str) -> None:
    """Refuses before anything is allocated."""
    if values > MOST_VALUES:
        raise PlaygroundError(
            f"{what} would take {gigabytes(values)} in the browser; at most {gigabytes(MOST_VALUES)} fit. "
            "Take fewer or smaller images."
        )


def check_images(images) -> Images:
    """Images from an array of `(N, H, W)` or `(N, H, W, C)`: integers 0 to 255, or fractions from 0 to 1."""
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
    check_size(array.size, f"{len(array):,} images of {' × '.join(map(str, array.shape[1:]))}")
    if np.iscomplexobj(array):
        raise PlaygroundError("Images must be real numbers; these are complex.")
    if np.issubdtype(array.dtype, np.floating):
        pixels = _fractions(array)
    elif array.dtype == bool:
        pixels = array.astype(np.uint8) * 255
    else:
        pixels = _bytes(array)
    grey = array.ndim == 3
    return Images(np.ascontiguousarray(pixels[..., None] if grey else pixels), grey)


def _fractions(array: np.ndarray) -> np.ndarray:
    wrong = np.count_nonzero(~np.isfinite(array))
    if wrong:
        first = int(np.argwhere(~np.isfinite(array))[0][0])
        raise PlaygroundError(f"{wrong:,} values are NaN or infinite, the first in image {first}. Fill or drop them.")
    low, high = float(array.min()), float(array.max())
    if low < 0 or high > 1:
        mend = f"Divide them by {high:g}." if low >= 0 else "Shift and scale them into that range."
        raise PlaygroundError(f"Images of floats must lie from 0 to 1; these run from {low:g} to {high:g}. {mend}")
    return array.astype(np.float32)


def _bytes(array: np.ndarray) -> np.ndarray:
    low, high = int(array.min()), int(array.max())
    if low < 0 or high > 255:
        raise PlaygroundError(f"Images of integers must lie from 0 to 255; these run from {low} to {high}.")
    return array.astype(np.uint8)


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
    return codes.astype(np.uint32), [str(name) for name in names]


def read_path(path) -> tuple[np.ndarray, np.ndarray | None]:
    """Images, and labels where the file has some: NPY, NPZ, or IDX, as it is or gzipped."""
    path = Path(path).expanduser()
    if not path.exists():
        raise PlaygroundError(f"There is no file {path}.")
    try:
        if path.suffix == ".npy":
            return np.load(path), None
        if path.suffix == ".npz":
            return _read_npz(path)
        if "idx" in path.name or "ubyte" in path.name:
            return _read_idx(path), None
    except (OSError, ValueError, EOFError) as error:
        if isinstance(error, PlaygroundError):
            raise
        raise PlaygroundError(f"{path.name} could not be read: {error}") from error
    raise PlaygroundError(f"{path.name} is none of the files that can be read: .npy, .npz, or IDX (MNIST's).")


def _read_npz(path: Path) -> tuple[np.ndarray, np.ndarray | None]:
    with np.load(path) as arrays:
        images = [name for name in arrays.files if arrays[name].ndim in (3, 4)]
        if not images:
            raise PlaygroundError(f"{path.name} has no array of images, with the axes (N, H, W) or (N, H, W, C).")
        found = arrays[images[0]]
        labels = [name for name in arrays.files if arrays[name].shape == found.shape[:1]]
        return found, arrays[labels[0]] if labels else None


def _read_idx(path: Path) -> np.ndarray:
    data = path.read_bytes()
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    if len(data) < 4 or data[:2] != b"\0\0" or data[2] != IDX_UNSIGNED_BYTE:
        raise PlaygroundError(f"{path.name} is no IDX file of bytes.")
    rank = data[3]
    shape = np.frombuffer(data, ">u4", rank, 4)
    if len(data) != 4 + 4 * rank + int(np.prod(shape, dtype=np.uint64)):
        raise PlaygroundError(f"{path.name} is cut off, or longer than its header says.")
    return np.frombuffer(data, np.uint8, offset=4 + 4 * rank).reshape(shape)

"""Reads files of images as the page does: NPY, NPZ and IDX, packed with gzip or not."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from dataclasses import dataclass, field
from math import isqrt, prod
from pathlib import Path

import numpy as np

from vae_playground.errors import PlaygroundError
from vae_playground.images import MOST_VALUES, check_size

# What is read of a file at most, unpacked: all values that fit, as 64-bit numbers.
MOST_BYTES = 8 * MOST_VALUES
# What Python raises for a damaged file; `RuntimeError` for an encrypted entry, or one that is packed in another way.
DAMAGED = (OSError, ValueError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error)
# IDX is MNIST's format: two zero bytes, the type of a value, the rank, then big-endian lengths.
IDX_UNSIGNED_BYTE = 8

# How NPZ files name their arrays, the likeliest first; the same as in crates/images/src/array/npz.rs.
TRAINING = ["train", "training"]
VALIDATION = ["val", "valid", "validation"]
TEST = ["test", "testing"]
IMAGES_OF = ["x_{}", "{}_images", "{}_x", "{}_data", "images_{}"]
LABELS_OF = ["y_{}", "{}_labels", "{}_y", "{}_target", "labels_{}", "{}_label"]
IMAGES = ["x", "images", "imgs", "image", "data", "arr_0"]
LABELS = ["y", "labels", "label", "target", "targets", "classes", "class", "arr_1"]


@dataclass(frozen=True)
class Found:
    """Images of `(N, H, W)` or `(N, H, W, C)`, with what a file has beside them."""

    images: np.ndarray
    labels: np.ndarray | None = None
    #: The last ones that the file itself sets aside for testing.
    tests: int = 0


def read_path(path) -> Found:
    """The images of a file, and its labels and its own split where it has some."""
    path = Path(path).expanduser()
    if not path.exists():
        raise PlaygroundError(f"There is no file {path}.")
    try:
        data = _read(path)
        if data[:6] == b"\x93NUMPY":
            return Found(_images(_array(io.BytesIO(data), path.name)))
        if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
            return _read_npz(data, path.name)
        if data[:2] == b"\0\0":
            return Found(_images(_read_idx(data, path.name)))
    except DAMAGED as error:
        if isinstance(error, PlaygroundError):
            raise
        raise PlaygroundError(f"{path.name} could not be read: {error}") from error
    raise PlaygroundError(f"{path.name} is none of the files that can be read: .npy, .npz, or IDX (MNIST's).")


def _read(path: Path) -> bytes:
    """A file's content, unpacked, within the limit."""
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    with gzip.open(path) if packed else path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise PlaygroundError(f"{path.name} holds more than {MOST_BYTES >> 20:,} MiB. Use a part of it.")
    return data


@dataclass(frozen=True)
class _Header:
    shape: tuple[int, ...]
    fortran: bool
    dtype: np.dtype


def _header(file) -> _Header:
    version = np.lib.format.read_magic(file)
    readers = {(1, 0): np.lib.format.read_array_header_1_0, (2, 0): np.lib.format.read_array_header_2_0}
    if version not in readers:
        raise ValueError(f"the format's version is {version}; 1.0 and 2.0 are read")
    return _Header(*readers[version](file))


def _array(file, name: str) -> np.ndarray:
    """An array from a stream of NPY, of which no more is read than the header says, within the limit."""
    header = _header(file)
    if header.dtype.hasobject:
        raise PlaygroundError(f"{name} holds Python objects, which are not read. Save numbers or texts.")
    count = prod(header.shape)
    if header.dtype.kind not in "SU":
        check_size(count, name)
    size = count * header.dtype.itemsize
    if size > MOST_BYTES:
        raise PlaygroundError(f"{name} holds more than {MOST_BYTES >> 20:,} MiB. Use a part of it.")
    data = file.read(size)
    if len(data) < size:
        raise PlaygroundError(f"{name} is cut off: its header promises {size:,} bytes, {len(data):,} follow.")
    return np.frombuffer(data, header.dtype).reshape(header.shape, order="F" if header.fortran else "C")


def _images_shape(shape: tuple[int, ...]) -> tuple[int, ...] | None:
    """The axes (N, H, W) or (N, H, W, C) that an array's have, or None."""
    if len(shape) == 2 and shape[1] == isqrt(shape[1]) ** 2 > 0:
        return (shape[0], isqrt(shape[1]), isqrt(shape[1]))
    if len(shape) == 4 and shape[3] not in range(1, 5) and shape[1] in range(1, 5):
        return (shape[0], shape[2], shape[3], shape[1])
    return shape if len(shape) == 3 or (len(shape) == 4 and shape[3] in range(1, 5)) else None


def _images(array: np.ndarray) -> np.ndarray:
    """Rows of pixels as squares, and channels as the last axis."""
    shape = _images_shape(array.shape)
    if shape is None:
        return array
    return np.moveaxis(array, 1, -1) if len(shape) == 4 and shape != array.shape else array.reshape(shape)


@dataclass(frozen=True)
class _Entry:
    """An array of an NPZ file, as its header has it."""

    path: str
    name: str
    header: _Header
    shape: tuple[int, ...] | None = field(init=False)

    def __post_init__(self):
        fits = self.header.dtype.kind in "biuf"
        object.__setattr__(self, "shape", _images_shape(self.header.shape) if fits else None)

    def is_labels_of(self, count: int) -> bool:
        return self.header.shape in ((count,), (count, 1)) and not self.header.dtype.hasobject


def _read_npz(data: bytes, file: str) -> Found:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = _entries(archive)
        parts = _image_parts(entries)
        if not parts:
            raise PlaygroundError(f"{file} has no array of images, with the axes (N, H, W) or (N, H, W, C).")
        check_size(sum(prod(part.shape) for part in parts), file)
        labels = _label_parts(entries, parts)

        def read(entry: _Entry) -> np.ndarray:
            with archive.open(entry.path) as stream:
                return _array(stream, f"{file}/{entry.path}")

        images = np.concatenate([_images(read(part)) for part in parts])
        tests = parts[-1].shape[0] if len(parts) > 1 else 0
        return Found(images, np.concatenate([_labels(read(entry)) for entry in labels]) if labels else None, tests)


def _entries(archive: zipfile.ZipFile) -> list[_Entry]:
    entries = []
    for path in archive.namelist():
        if not path.endswith(".npy"):
            continue
        try:
            with archive.open(path) as stream:
                entries.append(_Entry(path, path.removesuffix(".npy").rsplit("/")[-1].lower(), _header(stream)))
        except DAMAGED:
            continue
    return entries


def _named(entries: list[_Entry], patterns: list[str], parts: list[str] = [""]) -> list[_Entry]:
    names = [pattern.replace("{}", part) for pattern in patterns for part in parts]
    return [entry for name in names for entry in entries if entry.name == name]


def _image_parts(entries: list[_Entry]) -> list[_Entry]:
    """Training, validation and test images, or the one array of images."""
    fitting = [entry for entry in entries if entry.shape]
    training = _named(fitting, IMAGES_OF, TRAINING)
    if not training:
        named = _named(fitting, IMAGES)
        return named[:1] or (fitting if len(fitting) == 1 else [])
    parts = training[:1]
    for names in (VALIDATION, TEST):
        part = _named(fitting, IMAGES_OF, names)[:1]
        parts += [entry for entry in part if entry.shape[1:] == parts[0].shape[1:]]
    return parts


def _label_parts(entries: list[_Entry], parts: list[_Entry]) -> list[_Entry]:
    """The labels of each part, or none."""
    labels = []
    for at, part in enumerate(parts):
        names = [name for name in VALIDATION + TEST if name in part.name] if at else TRAINING
        named = _named(entries, LABELS_OF, names) + ([] if at else _named(entries, LABELS))
        found = [entry for entry in named if entry is not part and entry.is_labels_of(part.shape[0])]
        if not found:
            return []
        labels.append(found[0])
    return labels


def _labels(array: np.ndarray) -> np.ndarray:
    """One label for each image: whole numbers or texts."""
    flat = array.reshape(-1)
    if flat.dtype.kind == "S":
        return np.array([label.decode("utf-8", "replace").strip() for label in flat])
    if flat.dtype.kind == "U":
        return np.char.strip(flat)
    if flat.dtype.kind == "f" and not (np.isfinite(flat).all() and (flat == np.floor(flat)).all()):
        raise PlaygroundError("The labels are fractions; labels are whole numbers or texts.")
    return flat.astype(np.int64)


def _read_idx(data: bytes, file: str) -> np.ndarray:
    if len(data) < 4 or data[2] != IDX_UNSIGNED_BYTE:
        raise PlaygroundError(f"{file} is no IDX file of bytes.")
    rank = data[3]
    if len(data) < 4 + 4 * rank:
        raise PlaygroundError(f"{file} is cut off in its header.")
    shape = [int(length) for length in np.frombuffer(data, ">u4", rank, 4)]
    if len(data) != 4 + 4 * rank + prod(shape):
        raise PlaygroundError(f"{file} is cut off, or longer than its header says.")
    return np.frombuffer(data, np.uint8, offset=4 + 4 * rank).reshape(shape)

"""Reads a model that VAE Playground saved, in numpy alone.

The file needs numpy and safetensors and nothing else of this package, so it can be copied to where it is used.
https://github.com/huggingface/safetensors has the container, docs/checkpoint.md what is in it.
"""

from __future__ import annotations

import json
from math import erf, log, pi
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load as load_tensors

__all__ = ["CheckpointError", "Model", "load"]

VERSION = 1
#: In both norms, added to a variance before its square root.
EPSILON = 1e-5
#: Most groups of a group norm.
GROUPS = 8
#: Of a convolution's window of 3 x 3.
STRIDE, PADDING = 2, 1
#: Least logarithm of a learned scale.
MIN_LOG_SCALE = -6.0
#: Half the distance of two values of an 8-bit image scaled to [0, 1].
HALF_STEP = 0.5 / 255


class CheckpointError(ValueError):
    """A file that this can't read, or values that don't fit its model."""


def load(source: str | PathLike[str] | bytes) -> Model:
    """The model of a checkpoint: a path, or the file's bytes.

    Raises CheckpointError where it is no checkpoint, or has a part that this reader does not know.
    """
    data = source if isinstance(source, bytes) else Path(source).read_bytes()
    try:
        tensors = load_tensors(data)
        header = json.loads(data[8 : 8 + int.from_bytes(data[:8], "little")])
    except (SafetensorError, ValueError) as error:
        raise CheckpointError(f"This is no safetensors file ({error}).") from error
    texts = header.get("__metadata__", {})
    if texts.get("format") != '"vae-playground"':
        raise CheckpointError("This is a safetensors file, but not one of VAE Playground's.")
    if texts["version"] != str(VERSION):
        raise CheckpointError(f"The file has the format version {texts['version']}; this reads version {VERSION}.")
    parts = ("encoder.", "decoder.")
    weights = {name: values for name, values in tensors.items() if name.startswith(parts)}
    return Model(json.loads(texts["model"]), json.loads(texts["image"]), weights)


class Model:
    """A trained model. Images are `(count, height, width, channels)`, values in [0, 1]."""

    def __init__(self, options: dict[str, Any], image: dict[str, int], weights: dict[str, np.ndarray]):
        """`options` and `image` as in the file's metadata, `weights` by their names in it."""
        known = {"encoder", "decoder", "latent", "channels", "activation", "norm", "likelihood"}
        if unknown := options.keys() - known:
            raise CheckpointError(f"The model has parts that this reader does not know: {sorted(unknown)}.")
        self.latent: int = options["latent"]
        self.image_size = (image["height"], image["width"], image["channels"])
        self.likelihood: dict[str, Any] = options.get("likelihood", {"kind": "bernoulli"})
        self._channels: list[int] = options.get("channels", [])
        self._hidden: tuple[list[int], list[int]] = options["encoder"], options["decoder"]
        self._norm: str = options.get("norm", "none")
        activation = options.get("activation", "relu")
        for what, value, read in [
            ("activation", activation, ACTIVATIONS),
            ("norm", self._norm, ("none", "batch", "group")),
            ("likelihood", self.likelihood["kind"], LIKELIHOODS),
        ]:
            if value not in read:
                raise CheckpointError(f'The model has the {what} "{value}"; this reads {", ".join(read)}.')
        self._activation = ACTIVATIONS[activation]
        self._weights = weights
        # One image each way touches every weight: what is missing or left over shows now, not in a wrong image.
        self._unread = set(weights)
        try:
            self.encode(np.zeros((1, *self.image_size)))
            self.decode(np.zeros((1, self.latent)))
            _ = self.scale
        except CheckpointError:
            raise
        except ValueError as error:
            raise CheckpointError(f"The file's tensors don't make up its model ({error}).") from error
        if self._unread:
            raise CheckpointError(f"The file has tensors that its model does not use: {sorted(self._unread)}.")

    def encode(self, images: Any) -> tuple[np.ndarray, np.ndarray]:
        """Mean and log-variance of each image's posterior, `(count, latent)` each."""
        x = _rows(images, self.image_size, "images")
        for i in range(len(self._channels)):
            name = f"encoder.convolutions.layers.{i}"
            x = self._normalised(convolution(x, self._get(f"{name}.weight"), self._get(f"{name}.bias")), name)
        parameters = self._dense(x.reshape(len(x), -1), "encoder.mlp", len(self._hidden[0]))
        return parameters[:, : self.latent], parameters[:, self.latent :]

    def decode(self, z: Any) -> np.ndarray:
        """The expected image of each latent vector, `(count, height, width, channels)`."""
        output = self._output(z)
        if self.likelihood["kind"] == "bernoulli":
            return _sigmoid(output)
        return np.clip(output, 0, 1)

    @property
    def scale(self) -> float | None:
        """The standard deviation of a Gaussian pixel, or the scale of a logistic one; None where there is none."""
        match self.likelihood["kind"]:
            case "gaussian":
                return float(np.sqrt(self.likelihood["variance"]))
            case "learnedGaussian" | "discretisedLogistic":
                raw = self._get("decoder.log_scale").item()
                return float(np.exp(np.logaddexp(0, raw - MIN_LOG_SCALE) + MIN_LOG_SCALE))
        return None

    def negative_log_likelihood(self, z: Any, images: Any) -> np.ndarray:
        """`-log p(image | z)` of each pair, in nats, summed over pixels: `(count,)`."""
        output, images = self._output(z), _rows(images, self.image_size, "images")
        if len(output) != len(images):
            raise CheckpointError(f"There are {len(output)} latent vectors for {len(images)} images.")
        terms = LIKELIHOODS[self.likelihood["kind"]](output, images, self.scale)
        return terms.reshape(len(images), -1).sum(axis=1)

    def _output(self, z: Any) -> np.ndarray:
        """What the decoder says of each pixel: logits or means."""
        x = self._dense(_rows(z, (self.latent,), "latent vectors"), "decoder.mlp", len(self._hidden[1]))
        if not self._channels:
            return x.reshape(-1, *self.image_size)
        sizes = [self.image_size]
        for channels in self._channels:
            height, width, _ = sizes[-1]
            sizes.append((_halved(height), _halved(width), channels))
        x = self._activation(x.reshape(-1, *sizes[-1]))
        outwards = sizes[-2::-1]
        for i, size in enumerate(outwards):
            name = f"decoder.convolutions.layers.{i}"
            x = transposed_convolution(x, self._get(f"{name}.weight"), self._get(f"{name}.bias"), size)
            if i < len(outwards) - 1:
                x = self._normalised(x, name)
        return x

    def _dense(self, x: np.ndarray, part: str, hidden: int) -> np.ndarray:
        """`hidden` layers with norm and activation, and one without."""
        for i in range(hidden + 1):
            name = f"{part}.layers.{i}"
            x = x @ self._get(f"{name}.weight") + self._get(f"{name}.bias")
            if i < hidden:
                x = self._normalised(x, name)
        return x

    def _normalised(self, x: np.ndarray, layer: str) -> np.ndarray:
        """The layer's norm over the last axis's channels, then the activation."""
        if self._norm != "none":
            name = layer.replace(".layers.", ".norms.") + f".{self._norm.capitalize()}"
            if self._norm == "batch":
                mean, variance = self._get(f"{name}.running_mean"), self._get(f"{name}.running_var")
                x = (x - mean) / np.sqrt(variance + EPSILON)
            else:
                x = group_normalised(x)
            x = x * self._get(f"{name}.gamma") + self._get(f"{name}.beta")
        return self._activation(x)

    def _get(self, name: str) -> np.ndarray:
        self._unread.discard(name)
        try:
            return self._weights[name]
        except KeyError:
            raise CheckpointError(f"The model needs the tensor {name}, and the file has none.") from None


def convolution(x: np.ndarray, weight: np.ndarray, bias: np.ndarray) -> np.ndarray:
    """`x` `(count, height, width, inputs)`, `weight` `(3 * 3 * inputs, outputs)`, rows by row, column, channel."""
    rows, columns = _halved(x.shape[1]), _halved(x.shape[2])
    padded = np.pad(x, [(0, 0), (PADDING, PADDING), (PADDING, PADDING), (0, 0)])
    seen = [padded[:, part[0], part[1]] for part in _places(rows, columns)]
    return np.concatenate(seen, axis=-1) @ weight + bias


def transposed_convolution(
    x: np.ndarray, weight: np.ndarray, bias: np.ndarray, size: tuple[int, int, int]
) -> np.ndarray:
    """`x` `(count, rows, columns, inputs)`, `weight` `(inputs, 3 * 3 * outputs)`; gives images of `size`."""
    count, rows, columns, _ = x.shape
    height, width, channels = size
    padded = np.zeros((count, height + 2 * PADDING, width + 2 * PADDING, channels), dtype=x.dtype)
    parts = np.split(x @ weight, 9, axis=-1)
    for part, (vertical, horizontal) in zip(parts, _places(rows, columns), strict=True):
        padded[:, vertical, horizontal] += part
    return padded[:, PADDING:-PADDING, PADDING:-PADDING] + bias


def group_normalised(x: np.ndarray) -> np.ndarray:
    """Over all places, and the channels of each of the most groups, up to 8, that divide them."""
    channels = x.shape[-1]
    groups = max(count for count in range(1, GROUPS + 1) if channels % count == 0)
    grouped = x.reshape(len(x), -1, groups, channels // groups)
    mean = grouped.mean(axis=(1, 3), keepdims=True)
    variance = grouped.var(axis=(1, 3), keepdims=True)
    return ((grouped - mean) / np.sqrt(variance + EPSILON)).reshape(x.shape)


def _halved(side: int) -> int:
    """Places of a window along a side."""
    return (side + 2 * PADDING - 3) // STRIDE + 1


def _places(rows: int, columns: int) -> list[tuple[slice, slice]]:
    """Where each of the window's pixels, row by row, lies in the padded image at all of the window's places."""
    along = [[slice(i, i + STRIDE * count, STRIDE) for i in range(3)] for count in (rows, columns)]
    return [(vertical, horizontal) for vertical in along[0] for horizontal in along[1]]


def _rows(values: Any, size: tuple[int, ...], what: str) -> np.ndarray:
    array = np.asarray(values, dtype=np.float32)
    if array.ndim < 2 or np.prod(array.shape[1:]) != np.prod(size):
        sides = ", ".join(map(str, size))
        raise CheckpointError(f"The {what} have the shape {array.shape}; they must have (count, {sides}).")
    if not np.isfinite(array).all():
        raise CheckpointError(f"The {what} have values that are no finite numbers.")
    return array.reshape(-1, *size)


def _sigmoid(x: np.ndarray) -> np.ndarray:
    return np.exp(-np.logaddexp(0, -x))


def _softplus(x: np.ndarray) -> np.ndarray:
    return np.logaddexp(0, x)


def _bernoulli(logits: np.ndarray, images: np.ndarray, _: None) -> np.ndarray:
    return _softplus(logits) - logits * images


def _gaussian(means: np.ndarray, images: np.ndarray, scale: float) -> np.ndarray:
    return 0.5 * ((images - means) / scale) ** 2 + log(scale) + 0.5 * log(2 * pi)


def _discretised_logistic(means: np.ndarray, images: np.ndarray, scale: float) -> np.ndarray:
    """The mass between half a step below and above a value; the ends of 0 and 1 are infinitely far out."""
    upper, lower = ((images - means + end) / scale for end in (HALF_STEP, -HALF_STEP))
    lowest, highest = images < HALF_STEP, images > 1 - HALF_STEP
    below = np.where(highest, 0, _softplus(-upper))
    above = np.where(lowest, 0, _softplus(lower))
    width = np.where(lowest | highest, 0, -np.log(-np.expm1(-2 * HALF_STEP / scale)))
    return below + above + width


ACTIVATIONS = {
    "relu": lambda x: np.maximum(x, 0),
    "leakyRelu": lambda x: np.where(x > 0, x, 0.01 * x),
    "gelu": lambda x: (x * 0.5 * (1 + np.vectorize(erf)(x / np.sqrt(2)))).astype(x.dtype),
    "silu": lambda x: x * _sigmoid(x),
    "tanh": np.tanh,
}
LIKELIHOODS = {
    "bernoulli": _bernoulli,
    "gaussian": _gaussian,
    "learnedGaussian": _gaussian,
    "discretisedLogistic": _discretised_logistic,
}

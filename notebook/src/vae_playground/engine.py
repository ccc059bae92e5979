"""The engine in Python: a model that is trained and asked on this machine's CPU, without a page.

`pip install "vae-playground[engine]"` brings what it needs. It is the page's own engine, compiled for this machine: the same
settings, the same numbers as the native trainer, and the same files.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from time import perf_counter
from typing import Any, TypedDict

import numpy as np
import pandas as pd

from vae_playground.calls import Posterior
from vae_playground.config import LIMITS, WRITTEN, check_whole
from vae_playground.errors import EngineError, PlaygroundError
from vae_playground.history import HISTORY
from vae_playground.images import Images, check_images, check_labels, check_vectors, pixels_like
from vae_playground.split import TEST_FRACTION, split

try:
    from vae_playground_engine import Session as _Engine
except ImportError as error:
    raise ImportError(
        "The engine is not installed here. Install it beside this package: pip install 'vae-playground[engine]'."
    ) from error

__all__ = ["EngineError", "Losses", "Posterior", "Progress", "Session"]

# The engine keeps two copies of the images as 32-bit numbers, and has as much room as in a browser: see src/session/memory.rs.
MOST_VALUES = 2**28
# Training is told of, and can be interrupted, about so often.
PART_S = 0.2


class Losses(TypedDict):
    """Nats per image, means over the images; lower is better."""

    #: `-log p(image | z)`, summed over pixels.
    reconstruction: float
    #: Of the posterior from the prior, summed over latent dimensions.
    kl: float
    #: `reconstruction + beta * kl`.
    loss: float


class Progress(TypedDict):
    """How far training is."""

    #: Optimiser steps since the last progress.
    steps: int
    #: Optimiser steps since the last reset.
    step: int
    #: Epochs completed, a fraction while inside one.
    epoch: float
    #: Training images seen a second.
    imagesPerSecond: float
    #: Mean over the training batches since the last progress.
    train: Losses
    #: Of all test images, where an epoch has just ended and there are some.
    test: Losses | None


class Session:
    """A variational autoencoder and the images that it learns.

    images: an array of `(N, H, W)` or `(N, H, W, C)`, whose values run from 0 to 1, 16, 255 or 65,535.
    labels: a class for each image, of any type; only for drawing the test images.
    options: `model`, `training` and `seed`, as the JavaScript API has them; what is left out is the default's, which is the
        reference network for digits of 8 x 8 pixels.
    test_rows: rows that are held out of training; unless told a fifth, drawn with the seed, the same of each class.
    threads: of the CPU that the model's steps share; unless told one for each core, for all sessions together.

    Images are taken with one copy, into the engine's own memory, where they are contiguous 32-bit fractions; others are
    converted first. Arrays that the engine gives are its own memory, without a copy. The interpreter is free while the engine
    works: sessions in several threads work side by side, and calls to one session wait for each other.
    """

    def __init__(
        self,
        images: Any,
        labels: Any = None,
        options: dict[str, Any] | None = None,
        test_rows: Any = None,
        *,
        threads: int | None = None,
    ):
        self._images: Images = check_images(images, most=MOST_VALUES, copy=False)
        count = self._images.shape[0]
        #: A class number for each image, and the classes' names; None and none without labels.
        self.labels, self.classes = (None, []) if labels is None else check_labels(labels, count)
        given = _plain({} if options is None else options)
        if threads is not None:
            threads = check_whole("Threads", threads, {"least": 1, "most": 16})
        self._engine = _Engine(given, threads)
        options = self.info["options"]
        #: Rows that are held out of training.
        self.test_rows: np.ndarray = (
            split(count, TEST_FRACTION, options["seed"], self.labels) if test_rows is None else _rows(test_rows, count)
        )
        shape = self._images.shape
        args = {"shape": [float(size) for size in shape], "testRows": self.test_rows.tolist(), "options": options}
        #: What was set up: `options` complete, `parameters`, `trainingBytes`, `savable`, `stepsPerEpoch`.
        self.setup: dict[str, Any] = self._engine.set_data(args, self._images.fractions())
        self._begin(step=0, epoch=0.0)

    @property
    def info(self) -> dict[str, Any]:
        """Where it runs, and the options in force, complete."""
        return self._engine.info()

    @property
    def options(self) -> dict[str, Any]:
        """`model`, `training` and `seed` as they are in force, complete."""
        return self.setup["options"]

    @property
    def latent(self) -> int:
        """Dimensions of the latent space."""
        return self.options["model"]["latent"]

    # Training.

    def train(self, epochs: int = 20, progress: Callable[[Progress], object] | None = None) -> pd.DataFrame:
        """Trains for so many epochs more; returns the history.

        `progress` is told after each epoch, and of long ones several times a second. Ctrl-C ends training between two steps, with
        the model as that step left it: `train` may be called again. Where the loss is no longer a number, `go_back` leads to the
        end of the epoch before, or to where `train` began inside this one.
        """
        left = check_whole("Epochs", epochs, LIMITS["epochs"]) * self.setup["stepsPerEpoch"]
        self.keep()
        steps = 1
        while left > 0:
            began = perf_counter()
            told = self.train_steps(min(steps, left))
            left -= told["steps"]
            took = (perf_counter() - began) / told["steps"]
            steps = min(max(1, round(PART_S / took)), LIMITS["trainSteps.steps"]["most"])
            if progress is not None:
                progress(told)
        return self.history

    def train_steps(self, steps: int) -> Progress:
        """At most so many optimiser steps, and at most to the end of the epoch."""
        steps = check_whole("Steps", steps, LIMITS["trainSteps.steps"])
        began = perf_counter()
        try:
            trained = self._engine.train_steps({"steps": float(steps)})
        except KeyboardInterrupt:
            # The steps were taken; what they told is lost.
            self._find_place()
            raise
        seconds = perf_counter() - began
        losses, images = trained["losses"], trained["images"]
        self.step, self.epoch = trained["step"], trained["epoch"]
        for name in self._sums:
            self._sums[name] += images * losses[name]
        self._seen += images
        test = None
        if trained["epochEnded"]:
            try:
                test = self.evaluate()
            finally:
                # Where that is interrupted, the epoch has ended as well.
                self._end_epoch(test)
                self.keep()
        return {
            "steps": trained["steps"],
            "step": self.step,
            "epoch": self.epoch,
            "imagesPerSecond": images / seconds,
            "train": losses,
            "test": test,
        }

    @property
    def history(self) -> pd.DataFrame:
        """Losses in nats per image at the end of each epoch: see `HISTORY`."""
        return pd.DataFrame(self._history, columns=HISTORY, dtype=float)

    def evaluate(self, test: bool = True) -> Losses | None:
        """Losses of all test images, or of all training images; None where there are none.

        The latents are drawn from a stream of their own: the same weights give the same numbers.
        """
        return self._engine.evaluate({"split": "test" if test else "train"})

    def statistics(self, test: bool = True, samples: int = WRITTEN["defaults"]["statistics"]["samples"]) -> dict[str, Any] | None:
        """How good the model is, and what its latent space looks like: bounds, KL by dimension, active units, moments.

        samples: latents drawn an image; more bring the importance-weighted bound nearer to the likelihood.
        """
        samples = check_whole("Samples", samples, LIMITS["statistics.samples"])
        job = {"kind": "statistics", "split": "test" if test else "train", "samples": float(samples)}
        started = self._engine.start_job(job)
        result, done = None, 0
        try:
            while done < started["total"]:
                state = self._engine.advance_job({"id": started["id"]})
                result, done = state["result"], state["done"]
        finally:
            self._engine.end_job({"id": started["id"]})
        return result

    def set_training(self, training: dict[str, Any]) -> None:
        """Other training settings from the next step on; what is left out stays, and so do the weights."""
        self.setup = self._engine.set_training({**self.options["training"], **_plain(training)})

    def reset(self, options: dict[str, Any] | None = None) -> None:
        """New weights, of other options where some are given; what is left out stays."""
        change = _plain({} if options is None else options)
        whole = {**self.options, **change}
        for part in ("model", "training"):
            if isinstance(change.get(part), dict):
                whole[part] = {**self.options[part], **change[part]}
        self.setup = self._engine.reset(whole)
        self._begin(step=0, epoch=0.0)

    def keep(self) -> bool:
        """Keeps weights and place in training, to go back to; whether they are finite numbers, and there is the memory."""
        return self._engine.keep({}) is not None

    def go_back(self) -> bool:
        """Goes on from what was kept last; whether something was."""
        loaded = self._engine.go_back({})
        if loaded is None:
            return False
        self._go_on(loaded, self._history)
        return True

    # The model.

    def embed(self, rows: Any = None) -> Posterior:
        """Posteriors of rows of the images, of all of them unless told: mean and log-variance, `(n, latent)` each."""
        given = None if rows is None else _rows(rows, self._images.shape[0]).tolist()
        return self._posterior(self._engine.embed({"rows": given}))

    def encode(self, images: Any) -> Posterior:
        """Posteriors of images of the same size as those trained on."""
        return self._posterior(self._engine.encode({}, pixels_like(images, self._images, most=MOST_VALUES, copy=False)))

    def decode(self, z: Any) -> np.ndarray:
        """The images of latent vectors `(n, latent)`: what the decoder expects of each pixel, from 0 to 1."""
        return self._images.like(self._engine.decode({}, check_vectors(z, self.latent)))

    def sample(self, count: int = 16, seed: int | None = None) -> np.ndarray:
        """Images decoded from draws of the prior, new ones at each call unless a seed is given."""
        count = check_whole("The number of samples", count, LIMITS["sample.count"])
        if seed is not None:
            z = np.random.default_rng(check_whole("The seed", seed, LIMITS["seed"])).standard_normal((count, self.latent))
            return self.decode(z)
        return self._images.like(self._engine.sample({"count": float(count)}))

    def reconstruct(self, rows: Any) -> np.ndarray:
        """The decoded posterior means of rows of the images."""
        given = _rows(rows, self._images.shape[0])
        return self._images.like(self._engine.reconstruct({"rows": given.tolist()}))

    # Files.

    def save(self) -> bytes:
        """Model, options and training as a checkpoint, a safetensors file: see docs/checkpoint.md in the project."""
        return self._engine.save({})

    def load(self, data: bytes, *, weights_only: bool = False) -> None:
        """Goes on from a checkpoint, with its model and its settings, on the images that it was trained on.

        weights_only: begins anew with its weights, on any images of its size.
        """
        if not isinstance(data, bytes):
            raise PlaygroundError(f"A checkpoint is bytes, as read_bytes() gives them; this is {type(data).__name__}.")
        self._go_on(self._engine.load({"weightsOnly": bool(weights_only)}, data), [])

    def __reduce_ex__(self, protocol):
        raise PlaygroundError("A session is not copied or pickled. save() gives bytes; load() them in another.")

    def _find_place(self) -> None:
        if place := self._engine.keep({}):
            self.step, self.epoch = place["step"], place["epoch"]
            if self.epoch.is_integer():
                self._start_epoch()

    def _go_on(self, loaded: dict[str, Any], history: list) -> None:
        self.setup = loaded["setup"]
        self._begin(loaded["step"], loaded["epoch"], [row for row in history if row[0] <= loaded["epoch"]])

    def _begin(self, step: int, epoch: float, history: Iterable[list] = ()) -> None:
        #: Optimiser steps since the last reset.
        self.step: int = step
        #: Epochs completed, a fraction while inside one.
        self.epoch: float = epoch
        self._history: list[list] = list(history)
        self._start_epoch()

    def _start_epoch(self) -> None:
        self._sums, self._seen = {"reconstruction": 0.0, "kl": 0.0}, 0

    def _end_epoch(self, test: Losses | None) -> None:
        train = [total / self._seen for total in self._sums.values()]
        held_out = [np.nan, np.nan] if test is None else [test["reconstruction"], test["kl"]]
        self._history.append([self.epoch, *train, *held_out])
        self._start_epoch()

    def _posterior(self, found: tuple[np.ndarray, np.ndarray]) -> Posterior:
        return Posterior(*(values.reshape(-1, self.latent) for values in found))


def check_savable(setup: dict[str, Any]) -> None:
    """Refuses a model that would be trained to be lost."""
    if not setup["savable"]:
        raise PlaygroundError(
            "The model could not be saved: its file would be larger than can be opened again. "
            "Use fewer or narrower layers, smaller batches, or fewer images."
        )


def _plain(options: Any) -> dict[str, Any]:
    """Options as numbers, texts, lists and dictionaries, NumPy's numbers among them."""
    if not isinstance(options, dict):
        raise PlaygroundError(f"Options are a dictionary, not {options!r}.")
    try:
        return json.loads(json.dumps(options, allow_nan=False, default=_number))
    except (TypeError, ValueError) as error:
        raise PlaygroundError(f"Options hold what is neither number, text, list nor dictionary: {error}.") from None


def _number(value: Any) -> Any:
    if isinstance(value, (np.generic, np.ndarray)):
        return value.tolist()
    raise TypeError(f"{value!r}")


def _rows(rows: Any, count: int) -> np.ndarray:
    """Rows of the images; what the engine takes, it checks further."""
    try:
        given = np.asarray(rows)
    except ValueError:
        given = np.asarray(None)
    whole = given.size == 0 or np.issubdtype(given.dtype, np.integer)
    if given.ndim != 1 or not whole or (given.size and not (0 <= given.min() and given.max() < count)):
        raise PlaygroundError(f"Rows must be whole numbers from 0 to {count - 1:,}, in one list.")
    return given.astype(np.uint32)

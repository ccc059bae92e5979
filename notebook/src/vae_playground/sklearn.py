"""A variational autoencoder with scikit-learn's conventions.

`pip install "vae-playground[engine,sklearn]"` brings what it needs.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from numbers import Integral
from typing import Any

import numpy as np

from vae_playground.engine import Session, check_savable
from vae_playground.errors import PlaygroundError

try:
    from sklearn.base import BaseEstimator, ClassNamePrefixFeaturesOutMixin, TransformerMixin
    from sklearn.utils import check_array, check_random_state
    from sklearn.utils.validation import check_is_fitted, validate_data
except ImportError as error:
    raise ImportError(
        "scikit-learn 1.6 or later is not installed here. Install it: pip install 'vae-playground[sklearn]'."
    ) from error

__all__ = ["VAE"]


class VAE(ClassNamePrefixFeaturesOutMixin, TransformerMixin, BaseEstimator):
    """A variational autoencoder of rows of features, such as the pixels of images.

    latent: dimensions of the latent space, which `transform` gives.
    hidden: widths of the encoder's dense layers, from the features on; the decoder's are the same from its end on.
    channels: of convolutions before them, from the image on; none unless told. They need `image_shape`.
    beta: weight of the KL term while training.
    likelihood: "bernoulli", "gaussian", "learnedGaussian" or "discretisedLogistic", or a dictionary with the kind and its
        settings.
    image_shape: `(height, width)` or `(height, width, channels)` of what a row holds; one row of pixels unless told.
    value_range: what stands for black and for white, `(low, high)`; unless told (0, 1) where the features that are learned lie
        between, else their least and largest value. What lies outside later counts as black or white.
    random_state: fixes initial weights, batches and noise: the same seed gives the same numbers.
    model, training: more settings by name, as the engine has them: docs/python.md in the project.
    threads: of the CPU that the work is shared among; unless told one for each core.

    After `fit`, `history_` has the losses of each epoch, and `value_range_` what `value_range` came to. A `fit` that fails leaves
    everything as it was.
    """

    #: The process that opened the model, and the model.
    _opened: tuple[int, Session] | None = None

    def __init__(
        self,
        latent: int = 2,
        *,
        hidden: Sequence[int] = (256, 128),
        channels: Sequence[int] = (),
        beta: float = 1.0,
        epochs: int = 20,
        batch_size: int = 128,
        learning_rate: float = 1e-3,
        likelihood: str | dict[str, Any] = "bernoulli",
        image_shape: tuple[int, ...] | None = None,
        value_range: tuple[float, float] | None = None,
        random_state: int | np.random.RandomState | None = None,
        model: dict[str, Any] | None = None,
        training: dict[str, Any] | None = None,
        threads: int | None = None,
    ):
        self.latent = latent
        self.hidden = hidden
        self.channels = channels
        self.beta = beta
        self.epochs = epochs
        self.batch_size = batch_size
        self.learning_rate = learning_rate
        self.likelihood = likelihood
        self.image_shape = image_shape
        self.value_range = value_range
        self.random_state = random_state
        self.model = model
        self.training = training
        self.threads = threads

    def fit(self, X: Any, y: Any = None) -> VAE:
        """Learns the rows of `X`, `(samples, features)`; `y` is not looked at."""
        before = dict(vars(self))
        try:
            self._fit(X)
        except BaseException:
            vars(self).clear()
            vars(self).update(before)
            raise
        return self

    def transform(self, X: Any) -> np.ndarray:
        """The means of the rows' posteriors, `(samples, latent)`."""
        X = self._checked(X)
        return self._model.encode(self._images(X)).mean.astype(X.dtype, copy=False)

    def inverse_transform(self, X: Any) -> np.ndarray:
        """The expected features of latent vectors, `(samples, latent)`, in the range of those that were learned."""
        check_is_fitted(self)
        Z = check_array(X, dtype=(np.float32, np.float64))
        return self._features(self._model.decode(Z)).astype(Z.dtype, copy=False)

    def sample(self, n_samples: int = 1, random_state: int | np.random.RandomState | None = None) -> np.ndarray:
        """Features decoded from draws of the prior, `(n_samples, features)`."""
        check_is_fitted(self)
        if not isinstance(n_samples, Integral) or n_samples < 1:
            raise PlaygroundError(f"n_samples must be a whole number from 1, not {n_samples!r}.")
        Z = check_random_state(random_state).standard_normal((n_samples, self._n_features_out))
        return self.inverse_transform(Z)

    def score(self, X: Any, y: Any = None) -> float:
        """The evidence lower bound of the rows, a mean in nats; higher is better.

        Of the features between 0 and 1, with beta = 1 and one latent drawn for each row, the same at each call.
        """
        losses = self._trained(self._images(self._checked(X))).evaluate(test=False)
        return -(losses["reconstruction"] + losses["kl"])

    def _fit(self, X: Any) -> None:
        X = validate_data(self, X, dtype=(np.float32, np.float64))
        self.value_range_ = self._range_of(X)
        self._shape = self._checked_shape()
        seed = int(check_random_state(self.random_state).randint(2**31 - 1))
        session = Session(self._images(X), None, self._options(seed), [], threads=self.threads)
        check_savable(session.setup)
        self.history_ = session.train(self.epochs)
        self._weights = session.save()
        self._open()

    @property
    def _n_features_out(self) -> int:
        return self._model.latent

    @property
    def _model(self) -> Session:
        # A process that was forked opens its own.
        if self._opened is None or self._opened[0] != os.getpid():
            self._open()
        return self._opened[1]

    def _checked(self, X: Any) -> np.ndarray:
        check_is_fitted(self)
        return validate_data(self, X, dtype=(np.float32, np.float64), reset=False)

    def _options(self, seed: int) -> dict[str, Any]:
        hidden, channels = (list(widths) for widths in (self.hidden, self.channels))
        model = {"encoder": hidden, "decoder": hidden[::-1], "latent": self.latent, "channels": channels}
        model["likelihood"] = {"kind": self.likelihood} if isinstance(self.likelihood, str) else self.likelihood
        training = {"batchSize": self.batch_size, "learningRate": self.learning_rate, "beta": self.beta}
        return {
            "model": {**model, **(self.model or {})},
            "training": {**training, **(self.training or {})},
            "seed": seed,
        }

    def _range_of(self, X: np.ndarray) -> tuple[float, float]:
        if self.value_range is None:
            low, high = float(X.min()), float(X.max())
            return (0.0, 1.0) if 0 <= low and high <= 1 else (low, high)
        low, high = (float(value) for value in self.value_range)
        if not (np.isfinite([low, high]).all() and low < high):
            raise PlaygroundError(f"value_range must be two finite numbers, the smaller first, not {self.value_range!r}.")
        return low, high

    def _checked_shape(self) -> tuple[int, int, int]:
        if self.image_shape is None:
            if len(self.channels):
                raise PlaygroundError("Convolutions need the images' shape: image_shape=(height, width).")
            return (1, self.n_features_in_, 1)
        shape = tuple(self.image_shape)
        if len(shape) not in (2, 3) or np.prod(shape) != self.n_features_in_:
            raise PlaygroundError(
                f"image_shape must be (height, width) or (height, width, channels) of {self.n_features_in_:,} features, "
                f"not {self.image_shape!r}."
            )
        return (*shape, 1) if len(shape) == 2 else shape

    def _images(self, X: np.ndarray) -> np.ndarray:
        """Rows as images from 0 to 1."""
        low, high = self.value_range_
        if (low, high) != (0.0, 1.0):
            X = (X - low) / (high - low if high > low else 1.0)
        return np.clip(X, 0, 1).astype(np.float32, copy=False).reshape(-1, *self._shape)

    def _features(self, images: np.ndarray) -> np.ndarray:
        low, high = self.value_range_
        return images.reshape(len(images), -1).astype(np.float64) * (high - low) + low

    def _open(self) -> None:
        """The model without the images that it has learned, which stay with who has them."""
        # Two, for those who compare the images of a batch.
        self._opened = os.getpid(), self._trained(np.zeros((2, *self._shape), np.float32))

    def _trained(self, images: np.ndarray) -> Session:
        session = Session(images, None, None, [], threads=self.threads)
        session.load(self._weights, weights_only=True)
        return session

    def __getstate__(self) -> dict[str, Any]:
        state = super().__getstate__()
        return {name: value for name, value in state.items() if name != "_opened"}

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.transformer_tags.preserves_dtype = ["float64", "float32"]
        return tags

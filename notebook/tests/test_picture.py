"""The picture of a model."""

import warnings

import numpy as np
import pandas as pd
import pytest

from vae_playground.history import HISTORY
from vae_playground.picture import MOST_POINTS, draw

axes = pytest.importorskip("matplotlib.axes")


@pytest.fixture
def legends(monkeypatch):
    """The colours and the names of each legend."""
    kept = []

    def legend(_axes, handles=(), labels=(), **_how):
        kept.append({name: handle.get_color() for handle, name in zip(handles, labels, strict=True)})

    monkeypatch.setattr(axes.Axes, "legend", legend)
    return kept


def drawn(labels, classes):
    images, latents = np.zeros((2, 3, 3, 1), np.float32), np.random.default_rng(0).random((2 * MOST_POINTS, 2))
    return draw(pd.DataFrame(columns=HISTORY, dtype=float), latents, images, images, labels, classes)


def test_each_class_is_called_by_its_name_also_where_a_rare_one_is_not_drawn(legends):
    labels = np.repeat([0, 2], MOST_POINTS)
    # Every second point is drawn.
    labels[1] = 1
    drawn(labels, ["some", "rare", "others"])
    assert list(legends[0]) == ["some", "others"]


def test_without_classes_nothing_is_warned_of():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert drawn(None, []).startswith(b"\x89PNG")

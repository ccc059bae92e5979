"""What a sweep is asked for: which settings, which runs, on which images."""

from __future__ import annotations

import json
from dataclasses import replace
from difflib import get_close_matches
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from vae_playground.config import DEFAULTS, LIMITS, check_whole, complete
from vae_playground.errors import PlaygroundError
from vae_playground.files import read_path
from vae_playground.images import Images, check_images, check_labels
from vae_playground.split import held_out

#: Settings that a grid may have, as the options name them.
SETTINGS = [f"{part}.{name}" for part in ("model", "training") for name in DEFAULTS[part]]
MOST_RUNS = 10_000
SPLIT_SEED = 42


class Data(NamedTuple):
    """The images of a sweep: the same ones, and the same held out, for each run."""

    images: Images
    test_rows: np.ndarray
    labels: np.ndarray | None
    classes: list[str]


class Run(NamedTuple):
    """One model to be trained."""

    index: int
    #: What tells it from the other runs, in words.
    name: str
    #: The grid's values, and the seed.
    settings: dict[str, Any]
    options: dict[str, Any]
    epochs: int


def read_data(data: Any, test_fraction: float | None) -> Data:
    """Images, or images and labels, or a file of them; the images to test on are drawn as the widget draws them."""
    labels, own_tests = None, 0
    if isinstance(data, (str, Path)):
        found = read_path(data)
        data, labels, own_tests = found.images, found.labels, found.tests
    elif isinstance(data, tuple):
        if len(data) != 2:
            raise PlaygroundError(f"The data are images, or images and labels: (images, labels), not {len(data)} things.")
        data, labels = data
    images = check_images(data)
    count = images.shape[0]
    codes, classes = (None, []) if labels is None else check_labels(labels, count)
    return Data(images, held_out(count, test_fraction, own_tests, SPLIT_SEED, codes), codes, classes)


def plan_runs(grid: Any, seeds: Any, epochs: Any, base: dict[str, Any]) -> list[Run]:
    """A run for each combination of the grid's values and each seed, the seeds of one combination side by side."""
    grid = _check_grid(grid)
    seeds = [check_whole("A seed", seed, LIMITS["seed"]) for seed in _values("seeds", seeds)]
    epochs = check_whole("Epochs", epochs, LIMITS["epochs"])
    base = complete(base, DEFAULTS)
    count = int(np.prod([len(values) for values in grid.values()], dtype=object)) * len(seeds)
    if count > MOST_RUNS:
        raise PlaygroundError(f"The grid and the seeds make {count:,} runs; at most {MOST_RUNS:,} are trained. Take fewer values.")
    runs = []
    for values in product(*grid.values(), seeds):
        settings = dict(zip([*grid, "seed"], values, strict=True))
        options = {part: dict(base[part]) for part in ("model", "training")}
        for name, value in zip(grid, values, strict=False):
            part, own = name.split(".")
            options[part][own] = value
        options["seed"] = settings["seed"]
        told = {name: value for name, value in settings.items() if len(seeds if name == "seed" else grid[name]) > 1}
        name = ", ".join(f"{_short(name)} {_written(value)}" for name, value in told.items()) or f"run {len(runs) + 1}"
        runs.append(Run(len(runs), name, settings, options, epochs))
    return runs


def check_runs(runs: list[Run], data: Data) -> None:
    """Has the engine look at each run's settings, before anything is sent anywhere."""
    from vae_playground.engine import Session, check_savable

    # Two images, for those who compare the images of a batch.
    few = replace(data.images, pixels=data.images.pixels[:2]).fractions()
    for run in runs:
        try:
            check_savable(Session(few, options=run.options, test_rows=[], threads=1).setup)
        except PlaygroundError as error:
            raise PlaygroundError(f"The run with {run.name} can't be trained. {error}") from None


def _check_grid(grid: Any) -> dict[str, list]:
    if not isinstance(grid, dict):
        raise PlaygroundError(f"The grid is a dictionary of settings and their values, not {grid!r}.")
    if not grid:
        raise PlaygroundError("The grid is empty. Give a setting and its values, such as {'training.beta': [0.5, 1, 2]}.")
    for name in grid:
        if name == "seed":
            raise PlaygroundError("Seeds are given as seeds=(0, 1, 2), not in the grid.")
        if name not in SETTINGS:
            near = get_close_matches(str(name), SETTINGS, 1) or [one for one in SETTINGS if one.endswith(f".{name}")]
            meant = f" Did you mean {near[0]!r}?" if near else f" There are {', '.join(SETTINGS)}."
            raise PlaygroundError(f"The grid has {name!r}, which is no setting.{meant}")
    return {name: _values(f"grid[{name!r}]", values) for name, values in grid.items()}


def _values(name: str, values: Any) -> list:
    if isinstance(values, (str, dict)) or not hasattr(values, "__iter__"):
        raise PlaygroundError(f"{name} must be a list of values, not {values!r}.")
    # As plain numbers, texts and lists, of which no two are the same.
    plain = [value.tolist() if isinstance(value, (np.generic, np.ndarray)) else value for value in values]
    if not plain:
        raise PlaygroundError(f"{name} has no values.")
    for i, value in enumerate(plain):
        if value in plain[:i]:
            raise PlaygroundError(f"{name} has {value!r} twice.")
    return plain


def _short(name: str) -> str:
    return name.rpartition(".")[2]


def _written(value: Any) -> str:
    if isinstance(value, dict):
        return str(value.get("kind", json.dumps(value)))
    if isinstance(value, (list, tuple)):
        return "-".join(map(str, value)) or "none"
    return f"{value:g}" if isinstance(value, float) else str(value)

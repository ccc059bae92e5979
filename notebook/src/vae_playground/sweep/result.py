"""What came of a sweep."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from vae_playground.config import check_whole
from vae_playground.errors import PlaygroundError
from vae_playground.history import HISTORY
from vae_playground.sweep.plan import Data, Run
from vae_playground.sweep.shelf import write_whole
from vae_playground.sweep.work import Outcome
from vae_playground.tensors import pack

#: Runs that a page holds at most: www/run/compare/kept-run.ts.
MOST_ON_PAGE = 24
ENDING = ".sweep.safetensors"


class Sweep:
    """Models that were trained with different settings on the same images, and what came of each."""

    #: A row a run: its settings and seed; its losses on training and test images, nats per image, NaN where there are none; how
    #: many latent dimensions are in use; the seconds of its steps; how often it went on on another worker; and its problem,
    #: empty where it was trained to its end.
    frame: pd.DataFrame

    def __init__(self, data: Data, runs: list[Run], outcomes: list[Outcome]):
        self._data, self._runs, self._outcomes = data, runs, outcomes
        self.frame = pd.DataFrame([_row(run, outcome) for run, outcome in zip(runs, outcomes, strict=True)])

    def __repr__(self) -> str:
        return f"<Sweep of {len(self._runs)} runs>"

    def __len__(self) -> int:
        return len(self._runs)

    def checkpoint(self, run: int) -> bytes:
        """The model of a row of the frame, a safetensors file's bytes: `Session.load`, the page and the widget take it."""
        return self._trained(run).checkpoint

    def history(self, run: int) -> pd.DataFrame:
        """Losses of a row of the frame, by epoch."""
        return pd.DataFrame(self._trained(run).history, columns=HISTORY, dtype=float)

    def plot(self, ax: Any = None) -> Any:
        """Rate and distortion: the KL of each run beside its reconstruction, on test images where there are some.

        `ax` is Matplotlib's, or one is made. Points further left cost fewer nats of code, lower ones draw the images better.
        """
        if ax is None:
            try:
                from matplotlib import pyplot
            except ImportError as error:
                text = "Matplotlib is not installed here. Install it: pip install 'vae-playground[plots]'."
                raise ImportError(text) from error
            _, ax = pyplot.subplots(figsize=(6, 4.5), layout="constrained")
        split = "test" if len(self._data.test_rows) else "train"
        varied = [name for name in self._runs[0].settings if name != "seed"]
        for values, rows in self.frame.groupby([self.frame[name].astype(str) for name in varied], sort=False):
            label = ", ".join(f"{name.rpartition('.')[2]} {value}" for name, value in zip(varied, values, strict=True))
            ax.plot(rows[f"{split}_kl"], rows[f"{split}_reconstruction"], "o", label=label)
        ax.set(xlabel="KL, nats", ylabel="reconstruction, nats", title=f"Rate and distortion, {split} images")
        ax.legend(fontsize="small", ncols=1 + len(self.frame) // 24)
        return ax

    def save(self, path: str | Path, runs: Iterable[int] | None = None) -> Path:
        """Writes images, models, curves and codes into one file that the page opens, in “Runs side by side”.

        runs: rows of the frame, at most 24 of them, which is what a page holds; all of them unless told.
        Returns the path, which ends with `.sweep.safetensors`.
        """
        trained = [i for i, outcome in enumerate(self._outcomes) if not outcome.problem]
        chosen = trained if runs is None else [self._check(run) for run in runs]
        if not chosen:
            raise PlaygroundError("There are no runs to save.")
        if len(chosen) > MOST_ON_PAGE:
            raise PlaygroundError(f"A page holds {MOST_ON_PAGE} runs, not {len(chosen)}. Choose some: save(path, runs=[…]).")
        path = Path(path).expanduser()
        if not path.name.endswith(ENDING):
            path = path.with_name(f"{path.name.removesuffix('.safetensors')}{ENDING}")
        write_whole(path, self._file(chosen, path.name.removesuffix(ENDING)))
        return path

    def _file(self, chosen: list[int], name: str) -> bytes:
        data = self._data
        arrays = {"images": data.images.pixels, "testRows": data.test_rows, "rows": self._trained(chosen[0]).rows}
        if data.labels is not None:
            arrays["labels"] = data.labels
        about = []
        for at, run in enumerate(chosen):
            outcome = self._trained(run)
            arrays[f"{at}.checkpoint"] = np.frombuffer(outcome.checkpoint, np.uint8)
            arrays[f"{at}.mean"], arrays[f"{at}.logVariance"] = outcome.mean, outcome.log_variance
            about.append(
                {
                    "name": self._runs[run].name,
                    "options": outcome.options,
                    "epochs": self._runs[run].epochs,
                    "step": outcome.step,
                    "history": [[value if np.isfinite(value) else None for value in row] for row in outcome.history],
                    "train": outcome.train,
                    "test": outcome.test,
                    "activeUnits": outcome.active_units,
                    "seconds": outcome.seconds,
                }
            )
        sweep = {"name": name, "classNames": data.classes, "runs": about}
        return pack({"format": "vae-playground-sweep", "version": "1", "sweep": json.dumps(sweep, allow_nan=False)}, arrays)

    def _check(self, run: int) -> int:
        return check_whole("The run", run, {"least": 0, "most": len(self._runs) - 1})

    def _trained(self, run: int) -> Outcome:
        outcome = self._outcomes[self._check(run)]
        if outcome.problem:
            raise PlaygroundError(f"There is no model of run {run}: {outcome.problem}")
        return outcome


def _row(run: Run, outcome: Outcome) -> dict[str, Any]:
    losses = {}
    for split in ("train", "test"):
        found = getattr(outcome, split) or {"reconstruction": np.nan, "kl": np.nan}
        losses |= {f"{split}_{name}": found[name] for name in ("reconstruction", "kl")}
        losses[f"{split}_negative_elbo"] = found["reconstruction"] + found["kl"]
    return {
        **run.settings,
        **losses,
        "active_units": outcome.active_units,
        "seconds": outcome.seconds,
        "resumed": outcome.resumed,
        "problem": outcome.problem,
    }

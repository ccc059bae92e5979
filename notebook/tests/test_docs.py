"""What docs/python.md shows, runs."""

import re
from pathlib import Path

import numpy as np
import pytest

SECTIONS = re.split(r"^## ", (Path(__file__).parents[2] / "docs/python.md").read_text(encoding="utf-8"), flags=re.MULTILINE)


def run(title):
    """The names that a section's programs leave, run one after another."""
    [section] = [section for section in SECTIONS if section.startswith(title)]
    names = {}
    for program in re.findall(r"^```python\n(.*?)^```", section, re.MULTILINE | re.DOTALL):
        exec(program, names)
    return names


def test_the_engine(capsys):
    names = run("Train, and ask the model")
    assert len(names["session"].history) == 20
    assert len(capsys.readouterr().out.splitlines()) >= 20
    assert names["posterior"].mean.shape == (5, 2)
    assert (names["images"].shape, names["samples"].shape, names["again"].shape) == ((2, 8, 8), (16, 8, 8), (2, 8, 8))
    assert names["everything"].shape == (1797, 2)


def test_scikit_learn():
    names = run("scikit-learn")
    assert names["vae"].transform(names["X"]).shape == (1797, 8)
    assert names["vae"].score(names["X"]) == pytest.approx(-25, abs=5)
    assert np.ptp(names["vae"].sample(16)) <= 16

"""Makes tests/fixtures/procrustes.json: planes of points, how each is turned to fit another, and what is left.

    pip install scipy
    python scripts/make_procrustes_fixture.py

scipy.linalg.orthogonal_procrustes finds the matrix by a singular value decomposition, of points about their means.
"""

import json
from pathlib import Path

import numpy as np
from scipy.linalg import orthogonal_procrustes

TARGET = Path(__file__).parent.parent / "tests/fixtures/procrustes.json"

rng = np.random.default_rng(3)


def case(angle, mirrored, noise, points=12):
    places = np.round(rng.normal(0, 1.2, (points, 2)) + rng.normal(0, 1, 2), 3)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    side = np.diag([1, -1 if mirrored else 1])
    to = np.round(places @ side @ turn + [0.4, -1.1] + rng.normal(0, noise, places.shape), 3)
    middle, target = places.mean(0), to.mean(0)
    matrix, _ = orthogonal_procrustes(places - middle, to - target)
    moved = (places - middle) @ matrix + target
    return {
        "places": places.ravel().tolist(),
        "to": to.ravel().tolist(),
        "mirrored": bool(np.linalg.det(matrix) < 0),
        "angle": float(np.arctan2(matrix[0, 1], matrix[0, 0])),
        "moved": moved.ravel().tolist(),
        "residual": float(np.sqrt(((moved - to) ** 2).sum(1).mean())),
    }


cases = [case(0.6, False, 0), case(-2.4, True, 0.1), case(1.3, False, 0.7), case(3.0, True, 2.0)]
TARGET.write_text(json.dumps(cases, indent=1) + "\n")

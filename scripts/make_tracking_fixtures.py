"""Writes crates/instrument/tests/fixtures/tracking.json: what motmetrics makes of tracks that are in it too, and where
filterpy's Kalman filter of SORT's seven numbers has a box.

    pip install "motmetrics==1.4.0" "filterpy==2.0.0" "numpy<2" && python scripts/make_tracking_fixtures.py
"""

import json
from pathlib import Path

import motmetrics
import numpy as np
from filterpy.kalman import KalmanFilter

rng = np.random.default_rng(0)


def wander(frames, start, end):
    """A box of so many frames: none before `start` and from `end` on."""
    place, step, size = rng.uniform(0, 40, 2), rng.normal(0, 1.5, 2), rng.uniform(8, 16, 2)
    return [np.concatenate([place + step * frame, size]) if start <= frame < end else None for frame in range(frames)]


def clip(frames, things, noise, missed, alarms, swaps):
    paths = []
    for _ in range(things):
        start = rng.integers(0, frames // 2)
        paths.append(wander(frames, start, rng.integers(start + 1, frames + 1)))
    names = np.arange(100, 100 + things)
    made = []
    for frame in range(frames):
        if rng.random() < swaps and things > 1:
            one, other = rng.choice(things, 2, replace=False)
            names[[one, other]] = names[[other, one]]
        if rng.random() < swaps:
            names[rng.integers(things)] = names.max() + 1
        truth = [(thing + 1, path[frame]) for thing, path in enumerate(paths) if path[frame] is not None]
        tracked = [(names[thing - 1], box + rng.normal(0, noise, 4)) for thing, box in truth if rng.random() > missed]
        tracked += [(900 + at, np.concatenate([rng.uniform(0, 40, 2), rng.uniform(8, 16, 2)]))
                    for at in range(rng.integers(0, alarms + 1))]
        tracked = [tracked[at] for at in rng.permutation(len(tracked))]
        sides = lambda rows: {"ids": [int(name) for name, _ in rows], "boxes": [np.round(box, 3).tolist() for _, box in rows]}
        made.append({"truth": sides(truth), "tracked": sides(tracked)})
    return made


def measured(frames):
    accumulator = motmetrics.MOTAccumulator(auto_id=True)
    for frame in frames:
        truth, tracked = frame["truth"], frame["tracked"]
        distances = motmetrics.distances.iou_matrix(np.reshape(truth["boxes"], (-1, 4)), np.reshape(tracked["boxes"], (-1, 4)), max_iou=0.5)
        accumulator.update(truth["ids"], tracked["ids"], np.reshape(distances, (len(truth["ids"]), len(tracked["ids"]))))
    names = ["mota", "idf1", "motp", "num_switches", "num_misses", "num_false_positives", "num_objects", "num_unique_objects",
             "mostly_tracked", "mostly_lost"]
    row = motmetrics.metrics.create().compute(accumulator, metrics=names).iloc[0]
    return {name: float(row[name]) for name in names}


clips = []
for settings in [(30, 4, 0.3, 0.1, 1, 0), (60, 8, 1.0, 0.2, 2, 0.1), (40, 12, 0.8, 0.05, 0, 0.3), (20, 3, 3.0, 0.5, 3, 0.2),
                 (50, 10, 1.5, 0.6, 1, 0.05)]:
    frames = clip(*settings)
    clips.append({"frames": frames, "measures": measured(frames)})


def filtered(boxes):
    """SORT's filter with x, y, log area, log aspect and the first three's velocities, noise as in DeepSORT; a frame without a box is
    predicted alone."""
    place, change, logarithm = 1 / 20, 1 / 160, 1 / 10

    def measurement(box):
        x, y, width, height = box
        return np.array([x + width / 2, y + height / 2, np.log(width * height), np.log(width / height)])

    side = np.sqrt(boxes[0][2] * boxes[0][3])
    kalman = KalmanFilter(dim_x=7, dim_z=4)
    kalman.x = np.concatenate([measurement(boxes[0]), np.zeros(3)])
    kalman.F = np.eye(7)
    kalman.F[[0, 1, 2], [4, 5, 6]] = 1
    kalman.H = np.eye(4, 7)
    kalman.P = np.diag(np.array([2 * place * side] * 2 + [2 * logarithm] * 2 + [10 * change * side] * 2 + [10 * change]) ** 2)
    states = []
    for box in boxes[1:]:
        side = np.exp(kalman.x[2] / 2)
        kalman.Q = np.diag(np.array([place * side] * 2 + [place] * 2 + [change * side] * 2 + [change]) ** 2)
        kalman.predict()
        if box is not None:
            side = np.sqrt(box[2] * box[3])
            kalman.update(measurement(box), R=np.diag(np.array([place * side] * 2 + [logarithm] * 2) ** 2))
        states.append({"mean": kalman.x.tolist(), "variance": np.diag(kalman.P).tolist(),
                       "covariance": kalman.P[[0, 1, 2], [4, 5, 6]].tolist()})
    return states


seen = [[5 + 2 * at, 30 - at, 10 * 1.03**at, 14] for at in range(20)]
seen = [np.round(np.array(box) + rng.normal(0, 0.5, 4), 3).tolist() if at not in (7, 12, 13, 14) else None for at, box in enumerate(seen)]
made = {"clips": clips, "filter": {"boxes": seen, "states": filtered(seen)}}

target = Path(__file__).parents[1] / "crates/instrument/tests/fixtures/tracking.json"
target.write_text(json.dumps(made, separators=(",", ":")) + "\n")
print(target.name, target.stat().st_size, "bytes")

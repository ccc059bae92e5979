"""Writes fixtures/scenes.json: what SciPy, scikit-learn and pycocotools make of what is in it too.

    pip install numpy scipy scikit-learn pycocotools && python scripts/make_scene_fixtures.py
"""

import contextlib
import io
import json
from pathlib import Path

import numpy as np
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval
from scipy.optimize import linear_sum_assignment
from sklearn.metrics import adjusted_rand_score

rng = np.random.default_rng(0)


def cheapest(costs):
    """As many pairs as can be, then the least sum: a forbidden pair costs more than all others together."""
    allowed = ~np.isnan(costs)
    filled = np.where(allowed, costs, 1e6)
    pairs = [(i, j) for i, j in zip(*linear_sum_assignment(filled)) if allowed[i, j]]
    return {"pairs": len(pairs), "sum": sum(costs[i, j] for i, j in pairs)}


assignments = []
for rows, columns, forbidden in [(1, 1, 0), (5, 5, 0), (4, 9, 0), (9, 4, 0), (30, 30, 0), (20, 35, 0.5), (35, 20, 0.8),
                                 (12, 12, 0.9), (8, 8, 0.95), (40, 40, 0.6)]:
    for whole in (False, True):
        # Whole numbers tie often.
        costs = rng.integers(-3, 6, (rows, columns)).astype(float) if whole else np.round(rng.normal(0, 10, (rows, columns)), 3)
        costs[rng.random(costs.shape) < forbidden] = np.nan
        assignments.append({"rows": rows, "columns": columns, "costs": costs, **cheapest(costs)})


def precision(scenes):
    """AP@0.5 by COCO's own code. At recalls 1/n, 2/n to 1 of n things the precisions' mean is the area of all points."""
    coco = COCO()
    images = [{"id": image, "width": 64, "height": 64} for image in range(1, len(scenes) + 1)]
    truth = [(image, box) for image, scene in enumerate(scenes, 1) for box in scene["truth"]]
    things = [{"id": at, "image_id": image, "category_id": 1, "bbox": list(box), "area": float(box[2] * box[3]), "iscrowd": 0}
              for at, (image, box) in enumerate(truth, 1)]
    coco.dataset = {"images": images, "categories": [{"id": 1}], "annotations": things}
    coco.createIndex()
    found = [{"image_id": image, "category_id": 1, "bbox": list(box), "score": float(score)}
             for image, scene in enumerate(scenes, 1) for box, score in zip(scene["found"], scene["scores"])]
    measure = COCOeval(coco, coco.loadRes(found), "bbox")
    measure.params.iouThrs = np.array([0.5])
    measure.params.recThrs = np.arange(1, len(things) + 1) / len(things)
    measure.evaluate()
    measure.accumulate()
    return measure.eval["precision"][0, :, 0, 0, 2].mean()


def scene(things, missed, alarms):
    boxes = lambda count: np.round(np.column_stack([rng.uniform(0, 48, (count, 2)), rng.uniform(8, 16, (count, 2))]), 2)
    truth = boxes(things)
    near = truth + np.round(rng.normal(0, 1.2, truth.shape), 2)
    found = np.concatenate([near[rng.random(things) > missed], boxes(alarms)])
    return {"truth": truth, "found": found, "scores": np.round(rng.random(len(found)), 4)}


precisions = []
for count, things, missed, alarms in [(1, 6, 0.2, 3), (20, 8, 0.1, 2), (30, 3, 0.5, 4), (10, 12, 0, 0)]:
    scenes = [scene(rng.integers(0, things + 1), missed, rng.integers(0, alarms + 1)) for _ in range(count)]
    with contextlib.redirect_stdout(io.StringIO()):
        precisions.append({"scenes": scenes, "precision": precision(scenes)})

labellings = []
for count, things, wrong in [(60, 3, 0.1), (200, 5, 0.4), (100, 2, 1), (5, 8, 1), (300, 9, 0.05)]:
    truth = rng.integers(0, things + 1, count)
    found = np.where(rng.random(count) < wrong, rng.integers(0, things + 2, count), truth + 3)
    on = truth > 0
    labellings.append({"truth": truth, "found": found, "all": adjusted_rand_score(truth, found),
                       "foreground": adjusted_rand_score(truth[on], found[on])})


def plain(value):
    """Arrays flat, whole numbers as they are, others with twelve digits, NaN as null."""
    if isinstance(value, dict):
        return {name: plain(entry) for name, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(entry) for entry in value]
    if isinstance(value, np.ndarray):
        return plain(value.ravel().tolist())
    if isinstance(value, (int, np.integer)):
        return int(value)
    return None if np.isnan(value) else float(f"{value:.12g}")


target = Path(__file__).parents[1] / "crates/instrument/tests/fixtures/scenes.json"
made = {"assignments": assignments, "precisions": precisions, "labellings": labellings}
target.write_text(json.dumps(plain(made), separators=(",", ":")) + "\n")
print(target.name, target.stat().st_size, "bytes")

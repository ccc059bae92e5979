"""Writes fixtures/measures.json: what NumPy, SciPy and scikit-learn make of points and images that are in it too.

    pip install numpy scipy scikit-learn safetensors && python crates/instrument/tests/make_measure_fixtures.py

The features are those of www/public/data/features.safetensors: run this again when that was made anew.
"""

import json
from pathlib import Path

import numpy as np
from scipy.linalg import sqrtm
from scipy.ndimage import gaussian_filter
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra
from scipy.spatial.distance import cdist, pdist
from safetensors.numpy import load_file
from sklearn.metrics import mutual_info_score
from sklearn.neighbors import NearestNeighbors

rng = np.random.default_rng(0)


def points(count, dimensions, centre=0.0, spread=1.0):
    """Of three decimals, which 32 bits tell apart and a short file holds."""
    return np.round(rng.normal(centre, spread, (count, dimensions)) @ rng.normal(0, 1, (dimensions, dimensions)), 3)


def discrepancy(x, y):
    scale = np.sort(pdist(x, "sqeuclidean"))[len(pdist(x)) // 2]
    def kernel(a, b):
        return np.mean([c * scale / (c * scale + cdist(a, b, "sqeuclidean")) for c in (0.25, 0.5, 1, 2, 4)], axis=0)
    n, m = len(x), len(y)
    within = [(kernel(a, a).sum() - len(a)) / (len(a) * (len(a) - 1)) for a in (x, y)]
    return {"scale": scale, "value": sum(within) - 2 * kernel(x, y).sum() / (n * m)}


def frechet(x, y):
    s, t = (np.atleast_2d(np.cov(a.T)) for a in (x, y))
    return np.sum((x.mean(0) - y.mean(0)) ** 2) + np.trace(s + t - 2 * np.real(sqrtm(s @ t)))


def precision(real, made, neighbours=3):
    """Share of the made within a real point's ball."""
    nearest, _ = NearestNeighbors(n_neighbors=neighbours + 1).fit(real).kneighbors(real)
    return float(np.mean((cdist(made, real) <= nearest[:, -1]).any(1)))


pairs = []
for count, other, dimensions in [(40, 30, 1), (60, 50, 3), (40, 60, 10), (6, 5, 16)]:
    x, y = points(count, dimensions), points(other, dimensions, 0.5, 1.5)
    pairs.append({
        "dimensions": dimensions, "x": x, "y": y, "discrepancy": discrepancy(x, y), "frechet": frechet(x, y),
        "precision": precision(x, y), "recall": precision(y, x),
    })


def binned(values, bins=20):
    edges = np.histogram_bin_edges(values, bins)
    return np.clip(np.digitize(values, edges[:-1]) - 1, 0, bins - 1)


classes = rng.integers(0, 4, 300)
angle = np.round(rng.uniform(0, 6, 300), 3)
latents = np.round(np.column_stack([classes + rng.normal(0, 0.4, 300), np.sin(angle), rng.normal(size=300), angle]), 3)
latents = latents.astype("f4")
shares = []
for factor in (classes, binned(angle.astype("f4").astype("f8"))):
    entropy = mutual_info_score(factor, factor)
    shares.append([mutual_info_score(binned(z), factor) / entropy for z in latents.T.astype("f8")])
ordered = np.sort(shares, axis=1)
information = {"points": latents, "classes": classes, "angle": angle, "shares": shares,
               "mig": np.mean(ordered[:, -1] - ordered[:, -2])}

cloud = np.round(rng.normal(0, 0.8, (200, 2)), 3)
cells, low, high, bandwidth = (24, 16), (-5, -4), (5, 4), 0.5
counts, _, _ = np.histogram2d(*cloud.T, bins=cells, range=list(zip(low, high)))
cell = [(h - l) / n for l, h, n in zip(low, high, cells)]
smooth = gaussian_filter(counts / (len(cloud) * np.prod(cell)), [bandwidth / c for c in cell], mode="constant",
                         radius=[int(np.ceil(4 * bandwidth / c)) for c in cell])
density = {"points": cloud, "low": low, "high": high, "cells": cells, "bandwidth": bandwidth, "values": smooth.T}

places = np.round(rng.uniform(0, 1, (60, 3)), 3).astype("f4")
distances, indices = NearestNeighbors(n_neighbors=6).fit(places).kneighbors(places)
weights = csr_matrix((distances.ravel(), indices.ravel(), np.arange(0, 361, 6)), shape=(60, 60))
paths = {"points": places, "neighbours": indices, "distances": distances,
         "lengths": dijkstra(weights, directed=False, indices=0)}


weights = {name: values.astype("f8") for name, values in load_file(
    Path(__file__).parents[3] / "www/public/data/features.safetensors").items()}


def features(image):
    # Area averages: each pixel 16 times, then the mean of blocks as long as the image was.
    for axis in (0, 1):
        image = np.repeat(image, 16, axis)
    rows, columns = (length // 16 for length in image.shape[:2])
    image = image.reshape(16, rows, 16, columns, -1).mean((1, 3))
    values = np.broadcast_to(image, (16, 16, 3)).ravel()
    for layer in ("first", "second"):
        values = np.maximum(weights[f"{layer}.weight"] @ values + weights[f"{layer}.bias"], 0)
    return values


images = []
for shape in [(28, 28, 1), (8, 8, 1), (20, 12, 3)]:
    pixels = rng.integers(0, 256, shape)
    images.append({"shape": shape, "pixels": pixels, "features": features(pixels / 255)})


def plain(value):
    if isinstance(value, dict):
        return {name: plain(entry) for name, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(entry) for entry in value]
    if isinstance(value, np.ndarray):
        return plain(value.ravel().tolist())
    return round(float(value), 9)


target = Path(__file__).parent / "fixtures/measures.json"
target.parent.mkdir(exist_ok=True)
made = {"pairs": pairs, "information": information, "density": density, "paths": paths, "images": images}
target.write_text(json.dumps(plain(made), separators=(",", ":")) + "\n")
print(target.name, target.stat().st_size, "bytes")

"""Writes the fixtures of this folder's tests, from scikit-learn 1.9: python make_fixtures.py"""

import json
from pathlib import Path

import numpy as np
from sklearn.datasets import make_blobs, make_moons
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression
from sklearn.mixture import GaussianMixture
from sklearn.neighbors import KNeighborsClassifier, kneighbors_graph
from sklearn.preprocessing import StandardScaler
from sklearn.semi_supervised import LabelSpreading

FOLDER = Path(__file__).parent / "fixtures"


def plain(value):
    """Arrays as lists, numbers with seven digits."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    return float(f"{value:.7g}") if isinstance(value, float) else value


def write(name, **members):
    text = json.dumps(plain(members), separators=(",", ":"))
    (FOLDER / f"{name}.json").write_text(text + "\n")


def stretched(rng, counts, dimensions):
    """Clusters that each vary in their own way."""
    parts = []
    for count in counts:
        mix = rng.normal(size=(dimensions, dimensions)) * 0.7
        parts.append(rng.normal(size=(count, dimensions)) @ mix + rng.normal(size=dimensions) * 3)
    return np.round(np.concatenate(parts), 3)


def principal():
    points = stretched(np.random.default_rng(1), [40, 20], 4)
    pca = PCA().fit(points)
    components = pca.components_
    largest = np.abs(components).argmax(axis=1)
    components = components * np.sign(components[range(len(components)), largest])[:, None]
    write(
        "principal",
        points=points,
        mean=pca.mean_,
        components=components,
        variances=pca.explained_variance_,
        explained=pca.explained_variance_ratio_,
        projected=(points - pca.mean_) @ components[:2].T,
    )


def mixture():
    rng = np.random.default_rng(2)
    points = stretched(rng, [150, 100, 150], 3)
    others = np.round(rng.normal(size=(30, 3)) * 3, 3)
    fits = {}
    for name, kind in [("full", "full"), ("diagonal", "diag")]:
        fit = GaussianMixture(3, covariance_type=kind, n_init=10, tol=1e-6, max_iter=1000, random_state=0)
        fit.fit(points)
        fits[name] = {
            "weights": fit.weights_,
            "means": fit.means_,
            "covariances": fit.covariances_.reshape(3, -1),
            "logLikelihood": fit.score(points),
            "bic": fit.bic(points),
            "othersLogDensity": fit.score_samples(others),
            "othersResponsibilities": fit.predict_proba(others),
        }
    write("mixture", points=points, others=others, **fits)


def neighbours():
    rng = np.random.default_rng(3)
    points, labels = make_blobs(150, 5, centers=4, cluster_std=4.0, random_state=3)
    points, queries = np.round(points, 3), np.round(points[:40] + rng.normal(size=(40, 5)), 3)
    classifier = KNeighborsClassifier(5, algorithm="brute").fit(points, labels)
    distances, indices = classifier.kneighbors(queries)
    without_self = classifier.kneighbors()[1]
    write(
        "neighbours",
        points=points,
        labels=labels,
        queries=queries,
        indices=indices,
        distances=distances,
        withoutSelf=without_self,
        predictions=classifier.predict(queries),
    )


def logistic():
    points, labels = make_blobs(120, 4, centers=3, cluster_std=5.0, random_state=4)
    points = np.round(points * [1, 10, 0.1, 1] + [0, 100, 0, 0], 3)
    cases = {}
    for name, chosen, strength in [("three", labels < 3, 1.0), ("penalised", labels < 3, 0.01), ("two", labels < 2, 0.5)]:
        scaler = StandardScaler().fit(points[chosen])
        scaled = scaler.transform(points[chosen])
        fit = LogisticRegression(C=strength, tol=1e-8, max_iter=10_000).fit(scaled, labels[chosen])
        cases[name] = {
            "strength": strength,
            "coefficients": fit.coef_,
            "intercepts": fit.intercept_,
            "probabilities": fit.predict_proba(scaled),
        }
    write("logistic", points=points, labels=labels, **cases)


def mutual(points, _):
    """Points are neighbours where one is among the seven nearest of the other."""
    graph = kneighbors_graph(points, 7).toarray()
    return np.maximum(graph, graph.T)


def spread():
    points, truth = make_moons(160, noise=0.08, random_state=5)
    points = np.round(points, 4)
    labels = np.full(160, -1)
    for kind in [0, 1]:
        labels[np.flatnonzero(truth == kind)[[2, 30, 60]]] = kind
    cases = {}
    for name, alpha in [("near", 0.2), ("far", 0.9)]:
        fit = LabelSpreading(kernel=mutual, alpha=alpha, max_iter=1000, tol=1e-6)
        fit.fit(points, labels)
        cases[name] = {
            "alpha": alpha,
            "labels": fit.transduction_,
            "distributions": fit.label_distributions_,
        }
    write("spread", points=points, labels=labels, truth=truth, **cases)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for make in [principal, mixture, neighbours, logistic, spread]:
        make()

"""Trains the small classifier whose features compare sets of images, and writes www/public/data/features.safetensors.

    pip install numpy==2.4.6 scikit-learn==1.9.1 safetensors==0.8.0
    node scripts/make_mnist.mjs && OPENBLAS_NUM_THREADS=1 python scripts/make_features.py

(Some minutes; products this small are faster on one thread.)

It learns what is drawn (ten digits, ten clothes) and which of red, green and blue are strong in the drawing and in its
ground: MNIST (Y. LeCun, C. Cortes, C. Burges, CC BY-SA 3.0), Fashion-MNIST (Zalando Research, MIT) and scikit-learn's
digits (E. Alpaydin, C. Kaynak, CC BY 4.0), painted in random colours, on 16 x 16 pixels of three channels. Kept are the
layers up to the 64 features before the last: `first.weight` F16 [96, 768], `first.bias`, `second.weight` F16 [64, 96],
`second.bias`, each followed by a ReLU; an image is `[rows, columns, channels]`, flat. The distance of Gaussians over
these features is a Frechet distance, but not the FID, which has Inception's. Of what is drawn in the test images it knows
92.8% on MNIST, 78.7% on Fashion-MNIST and 94.2% on the digits.
"""

import gzip
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file, save_file
from sklearn.neural_network import MLPClassifier

DATA = Path(__file__).parent.parent / "www/public/data"
SIDE, EPOCHS, KINDS = 16, 40, 20
rng = np.random.default_rng(0)


def shares(length):
    """[SIDE, length]: which share of a new pixel each old one covers."""
    edges = np.arange(SIDE + 1) * length / SIDE
    old = np.arange(length)
    overlap = np.minimum(edges[1:, None], old + 1) - np.maximum(edges[:-1, None], old)
    return np.maximum(overlap, 0) * SIDE / length


def resized(images):
    """[n, rows, columns] by area averages to [n, SIDE, SIDE]."""
    rows, columns = (shares(length) for length in images.shape[1:])
    return (rows @ images @ columns.T).astype("f4")


def idx(name, kind, header):
    """The seven parts of an IDX file; the last is for testing."""
    files = [DATA / name / f"{kind}-{part}.idx.gz" for part in range(7)]
    return np.concatenate([np.frombuffer(gzip.decompress(file.read_bytes())[header:], "u1") for file in files])


def painted(ink):
    """Each drawing in a colour of its own on a ground of its own that differs from it; one in four white on black.

    Gives [n, SIDE * SIDE * 3], and the colours of drawing and ground, [n, 6]."""
    colours = rng.random((len(ink), 2, 3), "f4")
    faint = np.abs(colours[:, 0] - colours[:, 1]).max(1) < 0.3
    colours[faint, 1] = (colours[faint, 0] + 0.5) % 1
    plain = rng.random(len(ink)) < 0.25
    colours[plain] = [[1] * 3, [0] * 3]
    drawing, ground = colours[:, 0, None, None], colours[:, 1, None, None]
    images = ground + (drawing - ground) * ink[..., None]
    return images.reshape(len(ink), -1), colours.reshape(len(ink), 6)


mnist, fashion = (resized(idx(name, "images", 16).reshape(-1, 28, 28) / 255) for name in ("mnist", "fashion-mnist"))
kinds = [idx(name, "labels", 8) for name in ("mnist", "fashion-mnist")]
digits = load_file(DATA / "digits.safetensors")
small = resized(digits["images"] / 16)
tested = np.isin(np.arange(len(small)), digits["test_rows"])
SETS = {
    "MNIST": (mnist, kinds[0], np.arange(70_000) >= 60_000),
    "Fashion-MNIST": (fashion, kinds[1] + 10, np.arange(70_000) >= 60_000),
    # Few, so that each is shown several times.
    "digits": (*(np.concatenate([part[tested]] + 8 * [part[~tested]]) for part in (small, digits["labels"])),
               np.arange(tested.sum() + 8 * (~tested).sum()) < tested.sum()),
}
ink = np.concatenate([images[~test] for images, _, test in SETS.values()])
kind = np.concatenate([kinds[~test] for _, kinds, test in SETS.values()])

network = MLPClassifier((96, 64), alpha=1e-5, batch_size=200, learning_rate_init=1e-3, random_state=0)
for epoch in range(EPOCHS):
    images, colours = painted(ink)
    # Steps get shorter to the end, as sklearn's optimiser alone does not do.
    if epoch:
        network._optimizer.learning_rate_init = 1e-3 * (1 - epoch / EPOCHS)
    targets = np.concatenate([np.eye(KINDS, dtype=int)[kind], colours > 0.5], axis=1)
    network.partial_fit(images, targets, classes=np.arange(targets.shape[1]))

for name, (images, kinds, test) in SETS.items():
    shown, colours = painted(images[test])
    outputs = network.predict_proba(shown)
    right = np.mean(outputs[:, :KINDS].argmax(1) == kinds[test])
    colour = np.mean((outputs[:, KINDS:] > 0.5) == (colours > 0.5))
    print(f"{name}, {test.sum()} test images: {right:.1%} known by what is drawn, {colour:.1%} of colours")

target = DATA / "features.safetensors"
layers = zip(["first", "second"], network.coefs_, network.intercepts_)
save_file(
    {f"{layer}.{part}": np.ascontiguousarray(values, "f2")
     for layer, weight, bias in layers for part, values in (("weight", weight.T), ("bias", bias))},
    target,
    metadata={"source": "scripts/make_features.py", "credit": "MNIST (CC BY-SA 3.0), Fashion-MNIST (MIT), "
              "Optical Recognition of Handwritten Digits (CC BY 4.0)"},
)
print(target.name, target.stat().st_size, "bytes")

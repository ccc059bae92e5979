"""Compares PyTorch programs that the page saved with the checkpoints of the same models, read by checkpoint.py.

Needs torch, numpy and safetensors. After `npx playwright test export.spec`:

    python scripts/check_torch.py target/export/*.py
"""

import importlib.util
import sys
from pathlib import Path

import numpy as np
import torch

ROOT = Path(__file__).parent.parent


def load(name: str, path: Path):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


checkpoint = load("checkpoint", ROOT / "notebook/src/vae_playground/checkpoint.py")
random = np.random.default_rng(1)
worst = 0.0
for path in map(Path, sys.argv[1:]):
    reference = checkpoint.load(path.with_suffix(".safetensors"))
    program = load(path.stem, path)
    model = program.trained()
    height, width, channels = reference.image_size
    assert model.image == (channels, height, width), path
    images = random.random((5, height, width, channels), dtype=np.float32)
    z = random.standard_normal((5, reference.latent), dtype=np.float32)
    planes = torch.from_numpy(images).permute(0, 3, 1, 2)
    with torch.no_grad():
        mean, log_variance = model.encode(planes)
        decoded = model.decode(torch.from_numpy(z)).permute(0, 2, 3, 1)
        nats = model.negative_log_likelihood(torch.from_numpy(z), planes)
    pairs = [
        (mean, reference.encode(images)[0]),
        (log_variance, reference.encode(images)[1]),
        (decoded, reference.decode(z)),
        (nats, reference.negative_log_likelihood(z, images)),
    ]
    differences = [np.max(np.abs(a.numpy() - b) / np.maximum(1, np.abs(b))) for a, b in pairs]
    model.train()
    loss = model.loss(planes)
    loss.backward()
    assert all(p.grad is not None and p.grad.isfinite().all() for p in model.parameters()), path
    assert model.sample(3).shape == (3, *model.image), path
    print(f"{path.name}: largest difference {max(differences):.1e}, loss {loss.item():.2f}")
    worst = max(worst, *differences)
assert worst < 1e-4, worst
